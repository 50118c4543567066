import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from './lock.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-lock-'));
  path = join(folder, 'build.lock');
});
afterEach(() => rm(folder, { recursive: true }));

test('the second waits until the first lets go', async () => {
  const order: string[] = [];
  const first = await takeLock(path);
  const second = takeLock(path, { onWait: (pid) => order.push(`wait for ${pid}`) });
  const got = second.then(() => order.push('second'));
  await expect.poll(() => order).toContain(`wait for ${process.pid}`);
  order.length = 0;
  order.push('first lets go');
  await first[Symbol.asyncDispose]();
  await got;
  expect(order).toEqual(['first lets go', 'second']);
});

test('its folder is made, and nothing of it is left', async () => {
  const deep = join(folder, 'a', 'b', 'lock');
  const lock = await takeLock(deep);
  expect(existsSync(deep)).toBe(true);
  await lock[Symbol.asyncDispose]();
  expect(existsSync(deep)).toBe(false);
});

test('the lock of a process that is gone is taken over', async () => {
  const gone = await execa('bash', ['-c', 'echo $$']);
  await writeFile(path, gone.stdout);
  await using lock = await takeLock(path, { signal: AbortSignal.timeout(5000) });
  expect(lock).toBeDefined();
});

test('a later process with the number of the one that is gone does not hold it', async () => {
  await writeFile(path, `${process.pid}.1`);
  await using lock = await takeLock(path, { signal: AbortSignal.timeout(5000) });
  expect(lock).toBeDefined();
});

test('waiting ends with the signal', async () => {
  await using _first = await takeLock(path);
  const stop = new AbortController();
  await expect(takeLock(path, { signal: stop.signal, onWait: () => stop.abort() })).rejects.toThrow(/abort/i);
});

test('a signal that has fired ends it at once', async () => {
  await using _first = await takeLock(path);
  await expect(takeLock(path, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
