import { z } from 'zod';

/** A place in a file of a lab; line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One finding in a lab's files: where it is, what is wrong (with the value) and what to write instead. */
export const LabProblem = z.object({
  lab: z.string(),
  file: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  message: z.string(),
  fix: z.string(),
});
export type LabProblem = z.infer<typeof LabProblem>;

/** Collects findings; a file is read to its end however many there are. */
export type Report = (place: Place, message: string, fix: string) => void;

/** `labs/x/lab.mdx:12:3 message (fix)`: one line that an editor or a terminal makes clickable. */
export function formatProblem(problem: LabProblem): string {
  return `labs/${problem.lab}/${problem.file}:${problem.line}:${problem.column} ${problem.message} ${problem.fix}`;
}
