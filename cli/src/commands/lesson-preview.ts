import { join } from 'node:path';
import { loadLessons } from '@drydock/lab';
import { CourseError } from '@drydock/model';
import { previewLesson } from '../preview/preview-lesson.ts';
import { prepareAll } from '../setup/all.ts';
import { checkout } from '../setup/checkout.ts';
import { createProgress } from '../setup/progress.ts';

/** Where the preview is served. */
export interface LessonPreviewOptions {
  readonly port: number;
  readonly yes: boolean;
}

/** `drydock lesson preview ID`: the lesson's page with hot reload, its cells on a cluster of their own from the first Run on, and its findings after each change. */
export async function lessonPreview(id: string, options: LessonPreviewOptions, signal: AbortSignal): Promise<number> {
  const content = join(checkout, 'content');
  await demandLesson(content, id);
  const progress = createProgress();
  await prepareAll({ purpose: 'start', saidYes: options.yes, progress, signal });
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  await previewLesson({ id, content, port: options.port, progress, print }, signal);
  return 0;
}

async function demandLesson(content: string, id: string): Promise<void> {
  const { lessons } = await loadLessons(content);
  if (lessons.some((lesson) => lesson.id === id)) return;
  throw new CourseError(
    'not_found',
    `There is no lesson ${JSON.stringify(id)}.`,
    `The lessons are: ${lessons.map((lesson) => lesson.id).join(', ')}.`,
  );
}
