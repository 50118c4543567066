import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '@drydock/model';
import { isProcessAlive, nameThisProcess } from './process/process-name.ts';

const pollMs = 200;

export interface LockOptions {
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
  /** Gets the pid of the process that has the lock, each time it is found taken. */
  readonly onWait?: (holderPid: number) => void;
}

/**
 * Waits until no other process has the lock file, then holds it until it is disposed. The lock of a process that is gone is taken over.
 * cli/bootstrap.mjs has a lock of its own, since it runs before anything is installed.
 */
export async function takeLock(path: string, { signal, onWait }: LockOptions = {}): Promise<AsyncDisposable> {
  await mkdir(dirname(path), { recursive: true });
  for (;;) {
    signal?.throwIfAborted();
    if (await take(path)) return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    const holder = await readFile(path, 'utf8').catch(() => undefined);
    // It was let go between the two looks.
    if (holder === undefined) continue;
    if (!isProcessAlive(holder)) {
      await rm(path, { force: true });
      continue;
    }
    onWait?.(Number.parseInt(holder));
    await delay(pollMs, undefined, signal ? { signal } : {});
  }
}

/** The lock appears with its holder's name in one step, by a hard link, so that no reader finds it empty. */
async function take(path: string): Promise<boolean> {
  const mine = `${path}.${process.pid}.${randomUUID()}`;
  await writeFile(mine, nameThisProcess());
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(mine, { force: true });
  }
}
