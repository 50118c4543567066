import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { areHarmless, formatProblem } from '@drydock/lab';
import { createDrydockClient } from '@drydock/server/client';
import { readCatalogue } from '../catalogue.ts';
import { labOf } from '../lab/find.ts';
import { followFolder } from '../preview/follow-folder.ts';
import { openFront } from '../preview/front.ts';
import { leftOutLine, withOwnFindings } from '../preview/others.ts';
import { createServing, type Serving } from '../preview/serving.ts';
import { prepareAll } from '../setup/all.ts';
import { checkout } from '../setup/checkout.ts';
import { createProgress, type Progress } from '../setup/progress.ts';

/** Where the preview is served. */
export interface LabPreviewOptions {
  readonly port: number;
  readonly yes: boolean;
}

/**
 * `drydock lab preview ID`: the lab's page with hot reload of its text; when a file of the lab changes its checks are read again and the
 * attempt is judged by them, in the same sandbox. The sandbox goes when the preview ends.
 */
export async function labPreview(id: string, options: LabPreviewOptions, signal: AbortSignal): Promise<number> {
  const progress = createProgress();
  const first = await readCatalogue();
  labOf(first, id);
  await prepareAll({ purpose: 'start', saidYes: options.yes, progress, signal });
  await using cleanUp = new AsyncDisposableStack();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'drydock-preview-'));
  cleanUp.defer(() => rm(dataDirectory, { recursive: true, force: true }));
  const open = await createServing(dataDirectory);
  cleanUp.defer(() => open.end());
  const leftOut = leftOutLine(first, id);
  if (leftOut !== undefined) progress.line(leftOut);
  const server = await open.serve(withOwnFindings(first, id));
  const { previewSite } = await import('@drydock/site/preview');
  const site = await progress.step('Open the pages', () => previewSite());
  cleanUp.defer(() => site.close());
  const front = await openFront(options.port, (path) => (/^\/(api|terminal)\b/.test(path) ? server.url : site.address));
  cleanUp.defer(() => front.close());
  await createDrydockClient(server.url).start(id);
  process.stdout.write(
    `${front.address}/en/labs/${id}/\n${front.address}/zh/labs/${id}/\nIts cluster is starting. Change files of labs/${id}/ and see; Ctrl-C ends it and removes the cluster.\n`,
  );
  await followFolder(join(checkout, 'labs', id), signal, () => reload(id, open, progress));
  return 0;
}

async function reload(id: string, open: Serving, progress: Progress): Promise<void> {
  const at = new Date().toLocaleTimeString('en-GB');
  const catalogue = withOwnFindings(await readCatalogue(), id);
  const { problems } = catalogue;
  for (const problem of problems) progress.line(formatProblem(problem));
  if (!areHarmless(problems)) {
    progress.line(`${at} ${problems.length} findings: the checks stay as they were`);
    return;
  }
  await open.serve(catalogue);
  progress.line(
    `${at} ${problems.length === 0 ? 'No findings' : 'Nothing that matters'}: judged by the checks as they are now. What setup/ makes comes with Reset.`,
  );
}
