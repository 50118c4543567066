import { z } from 'zod';
import { TerminalName, TerminalRecording } from './terminal.ts';

/** A recording's file name: its terminal, when it began (UTC), and `input` when it holds what was typed. Nothing in it can leave a folder. */
export const RecordingName = z.string().regex(/^[a-z0-9-]{1,32}\.\d{8}T\d{9}Z(\.input)?\.cast$/);

/** Sizes of recordings in bytes: one file, all of one sandbox, all of one attempt; and files per attempt. What is larger ends with the marker `full`. */
export const recordingLimits = {
  fileBytes: 16 * 1024 * 1024,
  attemptBytes: 64 * 1024 * 1024,
  attemptFiles: 64,
} as const;

/** One recording of a terminal. `input`: what was typed is in it too. `running`: it is still being written. `full`: it reached its largest size and ended. */
export const Recording = z.object({
  name: RecordingName,
  terminal: TerminalName,
  startedAt: z.iso.datetime(),
  bytes: z.number().int().nonnegative(),
  input: z.boolean(),
  running: z.boolean(),
  full: z.boolean(),
});
export type Recording = z.infer<typeof Recording>;

/** `GET` and `PUT /api/attempts/:id/recordings`: whether the attempt's terminals are recorded, who decides that, and what was recorded. */
export const AttemptRecordings = z.object({
  setting: TerminalRecording,
  decidedBy: z.enum(['student', 'course']),
  recordings: z.array(Recording),
});
export type AttemptRecordings = z.infer<typeof AttemptRecordings>;

/** The name of a recording that begins at `startedAt` (ISO 8601, UTC, milliseconds). */
export function recordingName(terminal: string, startedAt: string, hasInput: boolean): string {
  return `${terminal}.${startedAt.replaceAll(/[-:.]/g, '')}${hasInput ? '.input' : ''}.cast`;
}

/** Parses a recording's name; undefined when it is not valid. */
export function readRecordingName(name: string): Pick<Recording, 'terminal' | 'startedAt' | 'input'> | undefined {
  const parts = /^([a-z0-9-]{1,32})\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z(\.input)?\.cast$/.exec(name);
  if (!parts) return undefined;
  const [, terminal = '', year, month, day, hour, minute, second, millisecond, input] = parts;
  const startedAt = `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`;
  return Number.isNaN(Date.parse(startedAt)) ? undefined : { terminal, startedAt, input: input !== undefined };
}
