import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Course } from '@drydock/model';
import type { LabCatalogue } from '@drydock/grader';
import { checkout } from './setup/checkout.ts';

/** The labs of this checkout, held against the lessons of the course and the lab images that exist. */
export async function readCatalogue(): Promise<LabCatalogue> {
  const [{ loadLabs }, { imageRefs }] = await Promise.all([import('@drydock/grader'), import('@drydock/images')]);
  const { modules } = Course.parse(JSON.parse(await readFile(join(checkout, 'content', 'course.json'), 'utf8')));
  const lessons = new Set(modules.flatMap((module) => module.lessons.map((lesson) => `${module.id}/${lesson.id}`)));
  const tags = Object.entries(imageRefs().lab).map(([name, ref]) => [name, ref.replace(/^.*:/, '')] as const);
  return loadLabs(join(checkout, 'labs'), { lessons, images: Object.fromEntries(tags) });
}
