import { expect, test } from 'vitest';
import { loadPart } from './load-part.ts';

test('a part that the network cut is asked for again', async () => {
  let asked = 0;
  const load = async () => {
    asked += 1;
    if (asked < 3) throw new TypeError('Failed to fetch');
    return 'the part';
  };
  expect(await loadPart(load, [0, 0, 0])).toBe('the part');
  expect(asked).toBe(3);
});

test('a part that stays away is an error, the first one', async () => {
  const errors = ['first', 'second'].map((message) => new TypeError(message));
  const load = () => Promise.reject(errors.shift() ?? new TypeError('third'));
  await expect(loadPart(load, [0, 0])).rejects.toThrow('first');
});
