import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLessons } from '@drydock/lab';
import { CourseError, languages } from '@drydock/model';
import { readCatalogue } from '../catalogue.ts';
import { lintCourse } from '../lesson/lint.ts';
import { followFolder } from '../preview/follow-folder.ts';
import { openFront } from '../preview/front.ts';
import { createServing } from '../preview/serving.ts';
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
  await using cleanUp = new AsyncDisposableStack();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'drydock-preview-'));
  cleanUp.defer(() => rm(dataDirectory, { recursive: true, force: true }));
  const open = await createServing(dataDirectory);
  cleanUp.defer(() => open.end());
  const { labs } = await readCatalogue();
  const server = await open.serve({ labs, problems: [] });
  const { previewSite } = await import('@drydock/site/preview');
  const site = await progress.step('Open the pages', () => previewSite());
  cleanUp.defer(() => site.close());
  const front = await openFront(options.port, (path) => (/^\/(api|terminal)\b/.test(path) ? server.url : site.address));
  cleanUp.defer(() => front.close());
  for (const language of languages) process.stdout.write(`${front.address}/${language}/${id}/\n`);
  process.stdout.write(
    'Its cluster starts with the first cell you run. Ctrl-C ends the preview and removes the cluster.\n',
  );
  const tell = async (): Promise<void> => {
    const at = new Date().toLocaleTimeString('en-GB');
    const found = (await lintCourse()).filter((line) => line.includes(`/${id}.mdx:`));
    for (const line of found) progress.line(line);
    progress.line(`${at} ${found.length} finding${found.length === 1 ? '' : 's'}`);
  };
  await tell();
  await followFolder(content, signal, tell);
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
