import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Course } from '@drydock/model';
import type { LabCatalogue } from '@drydock/grader';
import { checkout } from './setup/checkout.ts';

/** The labs of a folder, this checkout's without one, held against the lessons of the course and the lab images that exist. */
export async function readCatalogue(directory = join(checkout, 'labs')): Promise<LabCatalogue> {
  const [{ loadLabs }, { imageRefs }] = await Promise.all([import('@drydock/grader'), import('@drydock/images')]);
  const tags = Object.entries(imageRefs().lab).map(([name, ref]) => [name, ref.replace(/^.*:/, '')] as const);
  return loadLabs(directory, { lessons: await courseLessons(), images: Object.fromEntries(tags) });
}

/** `module/lesson` of every lesson of the course, in its order. */
export async function courseLessons(): Promise<ReadonlySet<string>> {
  const { modules } = Course.parse(JSON.parse(await readFile(join(checkout, 'content', 'course.json'), 'utf8')));
  return new Set(modules.flatMap((module) => module.lessons.map((lesson) => `${module.id}/${lesson.id}`)));
}
