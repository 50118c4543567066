import { join } from 'node:path';
import { checkout } from '../setup/checkout.ts';

/** `drydock lesson lint`: every finding in the lessons of a folder, this checkout's without one, and in their catalogue. */
export async function lessonLint(directory = join(checkout, 'content')): Promise<number> {
  const { formatLessonProblem, lintLessons } = await import('@drydock/lab');
  const problems = await lintLessons(directory);
  for (const problem of problems) process.stdout.write(`${formatLessonProblem(problem)}\n`);
  process.stdout.write(`${problems.length} finding${problems.length === 1 ? '' : 's'}\n`);
  return problems.length === 0 ? 0 : 1;
}
