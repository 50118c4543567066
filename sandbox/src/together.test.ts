import { expect, test } from 'vitest';
import { together } from './together.ts';

test('returns all results in order', async () => {
  const { signal } = new AbortController();
  expect(await together(signal, [async () => 1, async () => 'two'])).toEqual([1, 'two']);
});

test('a failure cancels the others and is reported only when they have ended', async () => {
  const { signal } = new AbortController();
  let hasEnded = false;
  const slow = async (either: AbortSignal) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    either.addEventListener('abort', () => setImmediate(resolve));
    await promise;
    hasEnded = true;
    throw new Error('second');
  };
  const failing = async () => {
    throw new Error('first');
  };
  await expect(together(signal, [slow, failing])).rejects.toThrow('first');
  expect(hasEnded).toBe(true);
});
