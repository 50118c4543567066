import { expect, test } from 'vitest';
import { atLeast, atMost, medianOf, ratioOf, timesOf } from './times.ts';

test('percentiles are times that were measured', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(timesOf(hundred)).toEqual({ p50: 50, p95: 95, samples: 100 });
  expect(timesOf([3.14159])).toEqual({ p50: 3.1, p95: 3.1, samples: 1 });
  expect(timesOf([1, 1, 1, 100])).toEqual({ p50: 1, p95: 100, samples: 4 });
});

test('an aim is kept up to its limit', () => {
  expect([150, 150.1].map((found) => atMost('quick', found, 150).kept)).toEqual([true, false]);
  expect([10, 9.9].map((found) => atLeast('faster', found, 10).kept)).toEqual([true, false]);
  expect(atLeast('faster', NaN, 10).kept).toBe(false);
});

test('a ratio and a middle are to a tenth', () => {
  expect(ratioOf(381, 54)).toBe(7.1);
  expect([[3, 1, 2], [4, 1, 3, 2], [7.25]].map(medianOf)).toEqual([2, 2.5, 7.3]);
});
