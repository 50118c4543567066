import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until no other process builds the site, then holds the place until disposed: Astro keeps what it works on in one folder per project, so two
 * builds at once would mix their pages. The place of a process that is gone is taken over. Rejects when `signal` aborts.
 */
export async function takeBuildLock(path: string, signal?: AbortSignal): Promise<Disposable> {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    signal?.throwIfAborted();
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return { [Symbol.dispose]: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (!isHeld(path)) rmSync(path, { force: true });
    else await delay(200, undefined, signal ? { signal } : {});
  }
}

function isHeld(path: string): boolean {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    // An empty file: its maker is about to write its number.
    if (!holder) return true;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
