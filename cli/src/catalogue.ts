import { join } from 'node:path';
import type { LabCatalogue, LabImageTags } from '@drydock/lab';
import { Course, CourseError } from '@drydock/model';
import { checkout } from './setup/checkout.ts';

/** Loads the labs of a folder (this checkout's by default) and checks them against the course's lessons and words and the existing lab images. */
export async function readCatalogue(directory = join(checkout, 'labs')): Promise<LabCatalogue> {
  const { loadLabs, readGlossary } = await import('@drydock/lab');
  // What is wrong with the glossary itself, lesson lint reports.
  const glossary = await readGlossary(join(checkout, 'content', 'glossary.json'), () => undefined);
  return loadLabs(directory, {
    lessons: await courseLessons(),
    images: await labImages(),
    ...(glossary && { glossary }),
  });
}

/** The tags of each lab image that exists, by its name. */
export async function labImages(): Promise<LabImageTags> {
  const { imageRefs } = await import('@drydock/images');
  return imageRefs().lab;
}

/** `module/lesson` of every lesson of the course, in its order. */
export async function courseLessons(): Promise<ReadonlySet<string>> {
  const { modules } = await readCourse();
  return new Set(modules.flatMap((module) => module.lessons.map((lesson) => `${module.id}/${lesson.id}`)));
}

/** The catalogue of a course, this checkout's without a path; `bad_request` when the file cannot be read as one. */
export async function readCourse(path = join(checkout, 'content', 'course.json')): Promise<Course> {
  const { readTextFile } = await import('@drydock/lab');
  const { text = '' } = (await readTextFile(path)) ?? {};
  try {
    return Course.parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CourseError(
      'bad_request',
      `${path} is not a course catalogue: ${reason}`,
      '`npx drydock lesson lint` shows where, and what to write.',
      {
        cause,
      },
    );
  }
}
