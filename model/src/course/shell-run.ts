import { z } from 'zod';
import { LessonId } from '../api.ts';
import { cellLimits } from './cell-limits.ts';
import { CellFiles, CellRun } from './cell.ts';

/**
 * How the shell went away under a run: the cell ended it (`exit`, `exec`, a failure under `set -e`), somebody killed it, it
 * had to be killed to stop the cell, the student restarted it, it could not be started, or it had too many processes.
 * `renewed`: it ended between two cells, and this run began a new one.
 */
export const ShellEnd = z.enum(['exited', 'killed', 'stopped', 'restarted', 'failed', 'crowded', 'renewed']);
export type ShellEnd = z.infer<typeof ShellEnd>;

/** A run as the agent knows it. A shell is named like the lesson it serves. */
export const ShellRun = z.object({
  shell: LessonId,
  ...CellRun.pick({ id: true, state: true, exitCode: true, startedAt: true, endedAt: true }).shape,
  /** Bytes of output until now, dropped ones too. */
  outputBytes: z.number().int().nonnegative(),
  /** Null while the shell lives on. */
  shellEnd: ShellEnd.nullable(),
});
export type ShellRun = z.infer<typeof ShellRun>;

/** `PUT /cells/<shell>/<run>` of the agent: what to run, and the files to write into the shell's start directory before. */
export const ShellOrder = z.object({
  source: z.string().min(1).max(cellLimits.sourceBytes),
  ...CellFiles.shape,
});
export type ShellOrder = z.infer<typeof ShellOrder>;

/** A line of `GET /cells/<shell>/<run>?from=<byte>`: the run when it begins, its output from that byte on, and the run at its end. */
export const ShellRunLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), run: ShellRun }),
  z.object({ type: z.literal('output'), offset: z.number().int().nonnegative(), text: z.string() }),
  z.object({ type: z.literal('end'), run: ShellRun }),
]);
export type ShellRunLine = z.infer<typeof ShellRunLine>;
