import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { courseLessons, labImages } from '../catalogue.ts';
import { checkout } from '../setup/checkout.ts';

/** `drydock lesson lint`: every finding in the lessons of this checkout, their catalogue and the glossary. */
export async function lessonLint(): Promise<number> {
  const { formatLessonProblem, lintLessons } = await import('@drydock/lab');
  const problems = await lintLessons(join(checkout, 'content'), {
    images: await labImages(),
    lessons: await courseLessons().catch(() => new Set<string>()),
    labs: new Set(await readdir(join(checkout, 'labs'))),
  });
  for (const problem of problems) process.stdout.write(`${formatLessonProblem(problem)}\n`);
  process.stdout.write(`${problems.length} finding${problems.length === 1 ? '' : 's'}\n`);
  return problems.length === 0 ? 0 : 1;
}
