import { expect, test } from 'vitest';
import { keptRoom } from './kept-room.ts';

const gibibyte = 2 ** 30;
const load = {
  totalBytes: 24 * gibibyte,
  availableBytes: 20 * gibibyte,
  swapFreeBytes: 0,
  memoryPressure: 0,
  processorLoad: 0,
  processors: 2,
};

test('a host with 20 GiB free keeps a hundred where their memory is put away, and a third of that where it is not', () => {
  expect(keptRoom(load, true)).toBe(100);
  expect(keptRoom(load, false)).toBe(31);
  expect(keptRoom({ ...load, availableBytes: 0 }, true)).toBe(1);
});
