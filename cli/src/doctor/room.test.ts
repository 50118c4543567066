import { expect, test } from 'vitest';
import { drawRoom, roomOf } from './room.ts';

const gibibyte = 2 ** 30;

test('the scarcer of memory and processors decides how many sandboxes there is room for', () => {
  expect(roomOf({ memoryBytes: 4 * gibibyte, processors: 8 })).toEqual({ sandboxes: 3, limit: 'memory' });
  expect(roomOf({ memoryBytes: 24 * gibibyte, processors: 2 })).toEqual({ sandboxes: 12, limit: 'processors' });
  expect(roomOf({ memoryBytes: gibibyte, processors: 2 })).toEqual({ sandboxes: 0, limit: 'memory' });
});

test('a setting that is beyond the room is named with the number to set', () => {
  expect(drawRoom({ sandboxes: 3, limit: 'memory' }, 8)).toBe(
    'Room for about 3 sandboxes at the same time, by its memory. DRYDOCK_MAXIMUM is 8: set it to 3.',
  );
  expect(drawRoom({ sandboxes: 12, limit: 'processors' }, 8)).toMatch(/is 8; it may be raised\.$/);
});
