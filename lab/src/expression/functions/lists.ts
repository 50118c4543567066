import { Duration } from '@marcbachmann/cel-js/evaluator';
import { Quantity, addQuantities } from '../quantity.ts';
import { NoneError, ValueError } from './value-error.ts';

/** Compares two values of one kind: below 0 when the first is smaller, above 0 when the second is. */
export function compare(a: unknown, b: unknown): number {
  const [one, other] = [comparable(a), comparable(b)];
  const isNumber = (value: unknown): boolean => typeof value === 'bigint' || typeof value === 'number';
  if (kindOf(a) !== kindOf(b) && !(isNumber(a) && isNumber(b)))
    throw new ValueError(`${kindOf(a)} and ${kindOf(b)} cannot be compared`);
  if (typeof one === 'string' && typeof other === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return one < other ? -1 : one > other ? 1 : 0;
}

function comparable(value: unknown): bigint | number | string {
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Quantity) return value.nano;
  if (value instanceof Date || value instanceof Duration) return value.valueOf();
  throw new ValueError(`${kindOf(value)} cannot be compared`);
}

function kindOf(value: unknown): string {
  if (value instanceof Quantity) return 'a quantity';
  if (value instanceof Duration) return 'a duration';
  if (value instanceof Date) return 'a time';
  if (Array.isArray(value)) return 'a list';
  return (
    { bigint: 'a whole number', number: 'a number', string: 'a text', boolean: 'true or false' }[
      String(typeof value)
    ] ?? 'a map'
  );
}

/** The greatest (`sign` 1) or smallest (-1) of a list. */
export function best(items: readonly unknown[], sign: 1 | -1): unknown {
  const [first, ...rest] = items;
  if (first === undefined) throw new NoneError('the list is empty');
  return rest.reduce((a, b) => (sign * compare(b, a) > 0 ? b : a), first);
}

/** Numbers, quantities or durations added up; 0 of nothing. */
export function sum(items: readonly unknown[]): unknown {
  const [first, ...rest] = items;
  if (first === undefined) return 0n;
  return rest.reduce(add, first);
}

function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a + b;
  if ((typeof a === 'bigint' || typeof a === 'number') && (typeof b === 'bigint' || typeof b === 'number'))
    return Number(a) + Number(b);
  if (a instanceof Quantity && b instanceof Quantity) return addQuantities(a, b, 1n);
  if (a instanceof Duration && b instanceof Duration) return a.addDuration(b);
  throw new ValueError(`${kindOf(a)} and ${kindOf(b)} cannot be added up`);
}

export const sort = (items: readonly unknown[]): unknown[] => items.toSorted(compare);
export const isSorted = (items: readonly unknown[]): boolean =>
  items.every((item, index) => index === 0 || compare(items[index - 1], item) <= 0);
export const reversed = (items: readonly unknown[]): unknown[] => items.toReversed();
export const flatten = (items: readonly unknown[]): unknown[] => items.flat(1);

export function slice(items: readonly unknown[], start: bigint, end: bigint): unknown[] {
  if (start < 0n || end < start || end > BigInt(items.length))
    throw new NoneError(`${start} to ${end} is outside of a list of ${items.length}`);
  return items.slice(Number(start), Number(end));
}

const key = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value instanceof Quantity ? `${value.nano}q` : value,
  );

export function containsAll(list: readonly unknown[], items: readonly unknown[]): boolean {
  const have = new Set(list.map(key));
  return items.every((item) => have.has(key(item)));
}

export function distinct(items: readonly unknown[]): unknown[] {
  const keys = items.map(key);
  return items.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

export const firstIndex = (items: readonly unknown[], item: unknown): bigint =>
  BigInt(items.map(key).indexOf(key(item)));
export const lastIndex = (items: readonly unknown[], item: unknown): bigint =>
  BigInt(items.map(key).lastIndexOf(key(item)));
