import { once } from 'node:events';
import { mkdtemp, rm, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { areHarmless, formatProblem, type LabCatalogue } from '@drydock/lab';
import { freePort } from '@drydock/host';
import { CourseError } from '@drydock/model';
import type { RunningServer } from '@drydock/server';
import { createDrydockClient } from '@drydock/server/client';
import { readCatalogue } from '../catalogue.ts';
import { labOf } from '../lab/find.ts';
import { openFront } from '../preview/front.ts';
import { leftOutLine, withOwnFindings } from '../preview/others.ts';
import { prepareAll } from '../setup/all.ts';
import { checkout } from '../setup/checkout.ts';
import { driverOf } from '../setup/driver.ts';
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

/** One Drydock of its own, on one port, whose labs can be exchanged. */
interface Serving {
  serve(catalogue: LabCatalogue): Promise<RunningServer>;
  end(): Promise<void>;
}

async function createServing(dataDirectory: string): Promise<Serving> {
  const { readConfig, startServer } = await import('@drydock/server');
  const config = readConfig({ dataDirectory, port: await freePort(), host: '127.0.0.1', warm: 0, logLevel: 'warn' });
  const driver = await driverOf(config.runDirectory);
  let running: RunningServer | undefined;
  return {
    async serve(catalogue) {
      // Attempts and sandboxes outlive a server: the next one goes on with them, by the checks as they are now.
      await running?.close();
      running = await startServer({ config, siteDirectory: join(dataDirectory, 'no-site'), driver, catalogue });
      return running;
    },
    async end() {
      await running?.close();
      await Promise.all((await driver.list()).map((sandbox) => driver.destroy(sandbox.id)));
      await driver.sweep();
    },
  };
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

const settleMs = 150;

/** Calls `onChange` after each burst of changes below a folder, one call at a time, until `signal` aborts. */
async function followFolder(folder: string, signal: AbortSignal, onChange: () => Promise<void>): Promise<void> {
  let wake = Promise.withResolvers<void>();
  const follow = async (): Promise<void> => {
    for await (const _ of watch(folder, { recursive: true, signal })) wake.resolve();
  };
  const followed = follow().catch((cause: unknown) => {
    if (signal.aborted) return;
    throw new CourseError('not_found', `${folder} can no longer be watched.`, 'Start the preview again.', { cause });
  });
  const stopped = once(signal, 'abort').catch(() => undefined);
  while (!signal.aborted) {
    await Promise.race([wake.promise, stopped, followed]);
    if (signal.aborted) break;
    await Promise.race([new Promise((resolve) => setTimeout(resolve, settleMs)), stopped]);
    wake = Promise.withResolvers<void>();
    await onChange();
  }
}
