import { expect, test } from 'vitest';
import { drawRoom, roomOf } from './room.ts';

const gibibyte = 2 ** 30;
const load = {
  totalBytes: 24 * gibibyte,
  availableBytes: 20 * gibibyte,
  swapFreeBytes: 0,
  memoryPressure: 0.01,
  processorLoad: 0.5,
  processors: 2,
};
const judged = { reserveBytes: gibibyte, shortage: undefined };

test('the scarcer of free memory and processors decides how many sandboxes may be in use', () => {
  expect(roomOf(load, false, judged)).toMatchObject({ sandboxes: 16, limit: 'processors', frozen: 34 });
  expect(roomOf({ ...load, availableBytes: 4 * gibibyte }, false, judged)).toMatchObject({
    sandboxes: 5,
    limit: 'memory',
  });
  expect(roomOf({ ...load, availableBytes: 0 }, false, judged)).toMatchObject({ sandboxes: 0, frozen: 0 });
});

test('more are kept frozen where their memory is put away', () => {
  expect(roomOf(load, true, judged).frozen).toBe(126);
});

test('the room is one line with its figures, the hard maximum, and what is short now', () => {
  expect(drawRoom(roomOf(load, true, judged), 120)).toBe(
    'Room for about 16 more sandboxes in use, by its processors, or 126 kept frozen (20.0 GiB free, of which 1.0 stay free; memory pressure 1 %; load 0.5 for each processor). DRYDOCK_MAXIMUM is 120.',
  );
  expect(drawRoom(roomOf(load, true, { ...judged, shortage: 'memory' }), 120)).toContain('for want of memory');
});
