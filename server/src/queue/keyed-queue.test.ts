import { expect, test } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';

test('what belongs to one name runs in its order, whatever others do and whatever fails', async () => {
  const queue = createKeyedQueue();
  const gate = Promise.withResolvers<void>();
  const ran: string[] = [];
  const note = (what: string) => async () => void ran.push(what);
  const first = queue.run('a', () => gate.promise.then(note('a1')));
  const second = queue.run('a', () => Promise.reject(new Error('a2')));
  const third = queue.run('a', note('a3'));
  await queue.run('b', note('b1'));
  expect(ran).toEqual(['b1']);
  gate.resolve();
  await first;
  await expect(second).rejects.toThrow('a2');
  await third;
  expect(ran).toEqual(['b1', 'a1', 'a3']);
});

test('a name is kept while something of it waits and no longer', async () => {
  const queue = createKeyedQueue();
  const gate = Promise.withResolvers<void>();
  const held = queue.run('a', () => gate.promise);
  const failed = queue.run('a', () => Promise.reject(new Error('no')));
  await queue.run('b', async () => undefined);
  expect(queue.names()).toEqual(['a']);
  gate.resolve();
  await held;
  expect(queue.names()).toEqual(['a']);
  await expect(failed).rejects.toThrow('no');
  expect(queue.names()).toEqual([]);
});
