import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Host } from './host.ts';

const pollMs = 500;

/** Holds the machine's one build lock until it is disposed; waits while another living process has it. */
export async function buildLock(
  host: Host,
  { signal, onWait }: { signal: AbortSignal | undefined; onWait: (holderPid: number) => void },
): Promise<AsyncDisposable> {
  const path = join(host.cacheDir, 'images.lock');
  for (;;) {
    signal?.throwIfAborted();
    if (await take(path)) return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (holder > 0 && !isAlive(holder)) {
      await rm(path, { force: true });
      continue;
    }
    onWait(holder);
    await pause(pollMs, undefined, signal === undefined ? {} : { signal });
  }
}

/** The lock appears with its holder's pid inside at once, by a hard link, so that nobody reads it empty. */
async function take(path: string): Promise<boolean> {
  const mine = `${path}.${process.pid}.${randomUUID()}`;
  await writeFile(mine, String(process.pid));
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(mine, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
