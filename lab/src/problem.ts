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
  /** The lab can be used nevertheless: what was meant is clear. */
  isHarmless: z.boolean().optional(),
});
export type LabProblem = z.infer<typeof LabProblem>;

/** Collects findings; a file is read to its end however many there are. */
export type Report = (place: Place, message: string, fix: string) => void;

/** A mistake in an expression, at an offset of its text. */
export interface ExpressionProblem {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** Collects the mistakes of an expression. */
export type ReportExpression = (problem: ExpressionProblem) => void;

/** Whether a lab with these findings can be used. */
export function areHarmless(problems: readonly LabProblem[]): boolean {
  return problems.every(({ isHarmless }) => isHarmless === true);
}

/** `labs/x/lab.mdx:12:3 message (fix)`: one line that an editor or a terminal makes clickable. */
export function formatProblem(problem: LabProblem): string {
  return `labs/${problem.lab}/${problem.file}:${problem.line}:${problem.column} ${problem.message} ${problem.fix}`;
}
