import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languages } from '@drydock/model';
import { readCatalogue } from '../catalogue.ts';
import { lintCourse } from '../lesson/lint.ts';
import { checkout } from '../setup/checkout.ts';
import type { Progress } from '../setup/progress.ts';
import { followFolder } from './follow-folder.ts';
import { openFront } from './front.ts';
import { createServing } from './serving.ts';

/** What is shown, and where. */
export interface LessonPreview {
  /** Its `module/lesson`. */
  readonly id: string;
  /** The folder of all texts, absolute. */
  readonly content: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly progress: Pick<Progress, 'step' | 'line'>;
  /** Gets the addresses of the page. */
  readonly print: (line: string) => void;
}

/** Serves the page of a lesson and a cluster for its cells until `signal` aborts, and lints the lesson after each change. Its clusters and data are gone when it resolves. */
export async function previewLesson(
  { id, content, port, progress, print }: LessonPreview,
  signal: AbortSignal,
): Promise<void> {
  await using cleanUp = new AsyncDisposableStack();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'drydock-preview-'));
  cleanUp.defer(() => rm(dataDirectory, { recursive: true, force: true }));
  const open = await createServing(dataDirectory, content);
  cleanUp.defer(() => open.end());
  const { labs } = await readCatalogue();
  const server = await open.serve({ labs, problems: [] });
  const { previewSite } = await import('@drydock/site/preview');
  const places = { contentDirectory: content, labsDirectory: join(checkout, 'labs') };
  const site = await progress.step('Open the pages', () => previewSite(places));
  cleanUp.defer(() => site.close());
  const front = await openFront(port, (path) => (/^\/(api|terminal)\b/.test(path) ? server.url : site.address));
  cleanUp.defer(() => front.close());
  for (const language of languages) print(`${front.address}/${language}/${id}/`);
  print('Its cluster starts with the first cell you run. Ctrl-C ends the preview and removes the cluster.');
  const lint = async (): Promise<void> => {
    const at = new Date().toLocaleTimeString('en-GB');
    const found = (await lintCourse(content)).filter((line) => line.includes(`/${id}.mdx:`));
    for (const line of found) progress.line(line);
    progress.line(`${at} ${found.length} finding${found.length === 1 ? '' : 's'}`);
  };
  await lint();
  await followFolder(content, signal, lint);
}
