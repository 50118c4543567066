import { expect, test } from 'vitest';
import { Quantity, addQuantities, multiplyQuantity, parseQuantity } from './quantity.ts';

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

const quantityOf = (text: string): Quantity => parseQuantity(text) ?? new Quantity(0n, '?');

test.each([
  ['100Mi', '24Mi', '124Mi'],
  ['1Gi', '512Mi', '1536Mi'],
  ['512Mi', '512Mi', '1Gi'],
  ['1Gi', '1', '1073741825'],
  ['250m', '750m', '1'],
  ['1.5', '250m', '1750m'],
  ['200M', '100M', '300000000'],
  ['1n', '1', '1000000001n'],
  ['-1Gi', '1Gi', '0'],
])('%s + %s is exact, and written as %s', (a, b, sum) => {
  expect(addQuantities(quantityOf(a), quantityOf(b), 1n)).toEqual(quantityOf(sum));
  expect(addQuantities(quantityOf(sum), quantityOf(b), -1n).nano).toBe(nano(a));
});

test.each([
  ['128Mi', 3n, '384Mi'],
  ['250m', 4n, '1'],
  ['100m', -1n, '-100m'],
  ['1Gi', 0n, '0'],
])('%s times %s is %s', (a, times, product) => {
  expect(multiplyQuantity(quantityOf(a), times)).toEqual(quantityOf(product));
});
