import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Host } from './host.ts';
import { buildLock } from './lock.ts';

let host: Host;
beforeEach(async () => {
  host = { cacheDir: await mkdtemp(join(tmpdir(), 'lock-')) };
});
afterEach(() => rm(host.cacheDir, { recursive: true }));

test('a second build waits until the first lets go', async () => {
  const order: string[] = [];
  const first = await buildLock(host, { signal: undefined, onWait: () => undefined });
  const second = buildLock(host, { signal: undefined, onWait: (pid) => order.push(`wait for ${pid}`) });
  const got = second.then(() => order.push('second'));
  await expect.poll(() => order).toContain(`wait for ${process.pid}`);
  order.length = 0;
  order.push('first lets go');
  await first[Symbol.asyncDispose]();
  await got;
  expect(order).toEqual(['first lets go', 'second']);
});

test('the lock of a process that is gone is taken over', async () => {
  const gone = await execa('bash', ['-c', 'echo $$']);
  await writeFile(join(host.cacheDir, 'images.lock'), gone.stdout);
  await using lock = await buildLock(host, { signal: AbortSignal.timeout(5000), onWait: () => undefined });
  expect(lock).toBeDefined();
});

test('waiting ends when the build is stopped', async () => {
  await using _first = await buildLock(host, { signal: undefined, onWait: () => undefined });
  const stop = new AbortController();
  await expect(buildLock(host, { signal: stop.signal, onWait: () => stop.abort() })).rejects.toThrow(/abort/i);
});
