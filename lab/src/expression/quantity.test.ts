import { expect, test } from 'vitest';
import { addQuantities, parseQuantity } from './quantity.ts';

const nano = (text: string): bigint | undefined => parseQuantity(text)?.nano;

test('200M is not 200Mi, and equal amounts are equal however written', () => {
  expect(nano('200M')).toBe(200_000_000n * 10n ** 9n);
  expect(nano('200Mi')).toBe(209_715_200n * 10n ** 9n);
  expect(nano('1Gi')).toBe(nano('1024Mi'));
  expect(nano('1.5Gi')).toBe(nano('1536Mi'));
  expect(nano('0.5')).toBe(nano('500m'));
  expect(nano('.5')).toBe(nano('500m'));
  expect(nano('1e3')).toBe(nano('1k'));
  expect(nano('12E')).toBe(12n * 10n ** 27n);
  expect(nano('-1')).toBe(-(10n ** 9n));
});

test('what is finer than a billionth is rounded up', () => {
  expect(nano('0.5n')).toBe(1n);
});

test.each(['', '100MB', '1 Gi', 'abc', '1.2.3', '--1', '1mi', '1e999'])('%j is no quantity', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});

test('sums are exact', () => {
  const [a, b] = [parseQuantity('100Mi'), parseQuantity('24Mi')];
  expect(a && b && addQuantities(a, b, 1n).text).toBe(String(124 * 1024 * 1024));
  expect(a && b && addQuantities(a, b, -1n).nano).toBe(nano('76Mi'));
});
