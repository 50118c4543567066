import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { courseLessons, labImages } from '../catalogue.ts';
import { checkout } from '../setup/checkout.ts';

/** Returns every finding in the lessons of a folder (this checkout's by default), their catalogue and the glossary, one line each. */
export async function lintCourse(content = join(checkout, 'content')): Promise<readonly string[]> {
  const { formatLessonProblem, lintLessons } = await import('@drydock/lab');
  // A catalogue that cannot be read is a finding of its own.
  const lessons = await courseLessons().catch(() => undefined);
  const problems = await lintLessons(content, {
    images: await labImages(),
    ...(lessons && { lessons }),
    labs: new Set(await readdir(join(checkout, 'labs'))),
  });
  return problems.map(formatLessonProblem);
}
