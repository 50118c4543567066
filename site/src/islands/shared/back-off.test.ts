import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';

test('waits double from half a second up to the maximum, with a quarter of jitter', () => {
  expect([0, 1, 2, 3].map((tries) => backOffMs(tries, 0.5))).toEqual([500, 1000, 2000, 4000]);
  expect(backOffMs(50, 0.5)).toBe(15_000);
  expect(backOffMs(0, 0)).toBe(375);
  expect(backOffMs(50, 1)).toBe(18_750);
});
