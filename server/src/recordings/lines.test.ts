import { expect, test } from 'vitest';
import { createLines } from './lines.ts';

test('what belongs to one name runs in its order, whatever others do and whatever fails', async () => {
  const lines = createLines();
  const gate = Promise.withResolvers<void>();
  const ran: string[] = [];
  const note = (what: string) => async () => void ran.push(what);
  const first = lines.run('a', () => gate.promise.then(note('a1')));
  const second = lines.run('a', () => Promise.reject(new Error('a2')));
  const third = lines.run('a', note('a3'));
  await lines.run('b', note('b1'));
  expect(ran).toEqual(['b1']);
  gate.resolve();
  await first;
  await expect(second).rejects.toThrow('a2');
  await third;
  expect(ran).toEqual(['b1', 'a1', 'a3']);
});

test('a name is kept while something of it waits and no longer', async () => {
  const lines = createLines();
  const gate = Promise.withResolvers<void>();
  const held = lines.run('a', () => gate.promise);
  const failed = lines.run('a', () => Promise.reject(new Error('no')));
  await lines.run('b', async () => undefined);
  expect(lines.names()).toEqual(['a']);
  gate.resolve();
  await held;
  expect(lines.names()).toEqual(['a']);
  await expect(failed).rejects.toThrow('no');
  expect(lines.names()).toEqual([]);
});
