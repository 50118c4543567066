import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@drydock/host';
import { openFront } from '../preview/front.ts';
import { checkout } from '../setup/checkout.ts';
import { createProgress } from '../setup/progress.ts';

/** Where the development server listens. */
export interface DevOptions {
  readonly port: number;
}

/**
 * `npm run dev`: the pages with hot reload, the API restarted after each edit, simulated clusters, and a panel that sets verdicts and bad days. It needs no
 * Docker and leaves nothing behind.
 */
export async function dev(options: DevOptions, signal: AbortSignal): Promise<number> {
  const progress = createProgress();
  await using cleanUp = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'drydock-dev-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const [apiPort, panelPort] = [await freePort(), await freePort()];
  const api = spawn(
    process.execPath,
    [
      '--watch',
      '--watch-preserve-output',
      join(checkout, 'cli/src/dev/api.ts'),
      folder,
      String(apiPort),
      String(panelPort),
    ],
    { cwd: checkout, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const ended = once(api, 'exit');
  cleanUp.defer(async () => {
    api.kill('SIGTERM');
    await ended;
  });
  const { previewSite } = await import('@drydock/site/preview');
  const site = await progress.step('Open the pages', () => previewSite());
  cleanUp.defer(() => site.close());
  const front = await openFront(options.port, (path) => {
    if (/^\/(api|terminal|readyz|healthz)\b/.test(path)) return `http://127.0.0.1:${apiPort}`;
    return /^\/dev\b/.test(path) ? `http://127.0.0.1:${panelPort}` : site.address;
  });
  cleanUp.defer(() => front.close());
  process.stdout.write(
    `${front.address}/en/  ${front.address}/zh/\n${front.address}/dev/  sets verdicts and bad days\nClusters are simulated, terminals are shells of this machine. Ctrl-C ends it.\n`,
  );
  await Promise.race([once(signal, 'abort').catch(() => undefined), ended]);
  return 0;
}
