import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';

const span = [500, 15_000] as const;

test('waits double from half a second up to the maximum, with a quarter of jitter', () => {
  expect([0, 1, 2, 3].map((tries) => backOffMs(tries, 0.5, span))).toEqual([500, 1000, 2000, 4000]);
  expect(backOffMs(50, 0.5, span)).toBe(15_000);
  expect(backOffMs(0, 0, span)).toBe(375);
  expect(backOffMs(50, 1, span)).toBe(18_750);
});
