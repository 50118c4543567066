import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeBuildLock } from './build-lock.ts';

let path = '';
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'drydock-lock-')), 'work', 'build.lock');
});
afterEach(() => rmSync(join(path, '../..'), { recursive: true, force: true }));

test('a second build waits for the first', async () => {
  const order: string[] = [];
  const first = await takeBuildLock(path);
  const second = takeBuildLock(path).then((lock) => {
    order.push('second');
    return lock;
  });
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  order.push('first is done');
  first[Symbol.dispose]();
  (await second)[Symbol.dispose]();
  expect(order).toEqual(['first is done', 'second']);
  expect(existsSync(path)).toBe(false);
});

test('the place of a process that is gone is taken over', async () => {
  (await takeBuildLock(path))[Symbol.dispose]();
  writeFileSync(path, '4194304999');
  using lock = await takeBuildLock(path);
  expect(lock).toBeDefined();
});

test('waiting ends with the signal', async () => {
  using lock = await takeBuildLock(path);
  expect(lock).toBeDefined();
  await expect(takeBuildLock(path, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});
