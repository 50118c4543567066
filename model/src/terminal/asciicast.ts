import { z } from 'zod';
import { CourseError } from '../problem/error.ts';

/** The first line of an asciicast v3 file (docs.asciinema.org/manual/asciicast/v3), as far as Drydock writes it. */
const Header = z.object({
  version: z.literal(3),
  term: z.object({ cols: z.number().int().positive(), rows: z.number().int().positive(), type: z.string().optional() }),
  timestamp: z.number().int().optional(),
  title: z.string().optional(),
});

const Seconds = z.number().nonnegative();

/** One later line: seconds since the event before, what happened, and its data. */
const Event = z.union([
  z.tuple([Seconds, z.enum(['o', 'i', 'm']), z.string()]),
  z.tuple([Seconds, z.literal('r'), z.string().regex(/^\d+x\d+$/)]),
  z.tuple([Seconds, z.literal('x'), z.string().regex(/^\d+$/)]),
]);

/** A recording in memory; `at` in seconds since its beginning. */
export interface Asciicast {
  readonly header: z.infer<typeof Header>;
  readonly events: readonly {
    readonly at: number;
    readonly code: 'o' | 'i' | 'r' | 'm' | 'x';
    readonly data: string;
  }[];
}

/** Reads an asciicast v3 file strictly; `bad_request` names the first line that is not of the format. */
export function parseAsciicast(text: string): Asciicast {
  const [first = '', ...rest] = text.split('\n');
  const header = read(Header, first, 1);
  let at = 0;
  const events = rest.flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    const [interval, code, data] = read(Event, line, index + 2);
    at += interval;
    return [{ at, code, data }];
  });
  return { header, events };
}

function read<T>(schema: z.ZodType<T>, line: string, number: number): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CourseError(
    'bad_request',
    `Line ${number} is not asciicast v3: ${line.slice(0, 80)}`,
    'Download the recording again; a file cut in the middle of a line lacks its last event only.',
  );
}
