import { Environment, type Optional } from '@marcbachmann/cel-js';
import type { Duration } from '@marcbachmann/cel-js/evaluator';
import { isDeepStrictEqual } from 'node:util';
import * as lists from './functions/lists.ts';
import { requestPath, samePath } from './functions/paths.ts';
import { portOf } from './functions/port.ts';
import { has, isSet } from './functions/presence.ts';
import { pullCredentials, pullKeys } from './functions/pull-credentials.ts';
import { PatternError, compileRe2 } from './functions/re2.ts';
import { registeredName } from './functions/spelling.ts';
import { statusOf } from './functions/status-of.ts';
import * as texts from './functions/texts.ts';
import { dayOfYear, epochSeconds, formatDuration, formatTimestamp, timestamp } from './functions/times.ts';
import { toCel } from './functions/to-cel.ts';
import { ValueError } from './functions/value-error.ts';
import { type ContainerStatus, containerState } from './container-state.ts';
import { Quantity, addQuantities, parseQuantity } from './quantity.ts';

/** Texts read by an expression are never longer than what the probes let through; patterns are the author's own, and run in the time that the expression has. */
function pattern(source: string, flags = ''): RegExp {
  try {
    return compileRe2(source, flags);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new ValueError(`«${source}» is not a regular expression: ${error.message}`);
  }
}

function quantity(value: unknown): Quantity {
  if (value instanceof Quantity) return value;
  const parsed = parseQuantity(String(value));
  if (parsed === undefined) throw new ValueError(`«${String(value).slice(0, 80)}» is not a quantity`);
  return parsed;
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function fromJson(text: string): unknown {
  try {
    return toCel(JSON.parse(text));
  } catch {
    throw new ValueError(`«${text.slice(0, 80)}» is not JSON`);
  }
}

const whole = 10n ** 9n;
const asInteger = ({ nano, text }: Quantity): bigint => {
  if (nano % whole === 0n) return nano / whole;
  throw new ValueError(`«${text}» is not a whole number`);
};
const sizes = (a: bigint, b: bigint): bigint => (a < b ? -1n : a > b ? 1n : 0n);

/** The expression language of checks: CEL with the quantity, regex, set, list and encoding functions of Kubernetes. */
export const base: Environment = new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true });

const ts = 'google.protobuf.Timestamp';
const register = (signature: string, run: (...values: never[]) => unknown): void => {
  const [, receiver = '', name = '', rest = ''] = /^([\w<>]+\.)?(\w+)(\(.*)$/.exec(signature) ?? [];
  base.registerFunction(`${receiver}${registeredName(name)}${rest}`, run);
};

base
  .registerType('Quantity', { ctor: Quantity, fields: {} })
  .registerOperator('Quantity == Quantity', (a: Quantity, b: Quantity) => a.nano === b.nano)
  .registerOperator('Quantity < Quantity', (a: Quantity, b: Quantity) => a.nano < b.nano)
  .registerOperator('Quantity <= Quantity', (a: Quantity, b: Quantity) => a.nano <= b.nano)
  .registerOperator('Quantity > Quantity', (a: Quantity, b: Quantity) => a.nano > b.nano)
  .registerOperator('Quantity >= Quantity', (a: Quantity, b: Quantity) => a.nano >= b.nano)
  .registerOperator('Quantity + Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, 1n))
  .registerOperator('Quantity - Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, -1n))
  .registerOperator('optional<dyn> == optional<dyn>', (a: Optional, b: Optional) =>
    a.hasValue() && b.hasValue() ? isDeepStrictEqual(a.value(), b.value()) : a.hasValue() === b.hasValue(),
  )
  .registerFunction(`string(${ts}): string`, formatTimestamp)
  .registerFunction('string(google.protobuf.Duration): string', (value: Duration) => formatDuration(value))
  .registerFunction(`int(${ts}): int`, epochSeconds)
  .registerFunction(`Timestamp(string): ${ts}`, timestamp)
  .registerFunction(`Timestamp(int): ${ts}`, (seconds: bigint) => new Date(Number(seconds) * 1000))
  .registerFunction(`Timestamp(${ts}): ${ts}`, (time: Date) => time)
  .registerFunction(`${ts}.GetDayOfYear(): int`, dayOfYear);

register('quantity(dyn): Quantity', quantity);
register('isQuantity(dyn): bool', (value: unknown) => parseQuantity(String(value)) !== undefined);
register('string(Quantity): string', (value: Quantity) => value.text);
register('Quantity.isGreaterThan(Quantity): bool', (a: Quantity, b: Quantity) => a.nano > b.nano);
register('Quantity.isLessThan(Quantity): bool', (a: Quantity, b: Quantity) => a.nano < b.nano);
register('Quantity.compareTo(Quantity): int', (a: Quantity, b: Quantity) => sizes(a.nano, b.nano));
register('Quantity.sign(): int', (a: Quantity) => sizes(a.nano, 0n));
register('Quantity.add(Quantity): Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, 1n));
register('Quantity.sub(Quantity): Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, -1n));
register('Quantity.isInteger(): bool', (a: Quantity) => a.nano % whole === 0n);
register('Quantity.asInteger(): int', asInteger);
register('Quantity.asApproximateFloat(): double', (a: Quantity) => Number(a.nano) / 1e9);

register('string.matches(string): bool', (text: string, source: string) => pattern(source).test(text));
register('string.find(string): string', (text: string, source: string) => pattern(source).exec(text)?.[0] ?? '');
register('string.findAll(string): list<string>', (text: string, source: string) =>
  [...text.matchAll(pattern(source, 'g'))].map(([found]) => found),
);
register('string.indexOf(string): int', texts.indexOf);
register('string.indexOf(string, int): int', texts.indexOf);
register('string.lastIndexOf(string): int', texts.lastIndexOf);
register('string.lastIndexOf(string, int): int', texts.lastIndexOf);
register('string.substring(int): string', texts.substring);
register('string.substring(int, int): string', texts.substring);
register('string.charAt(int): string', texts.charAt);
register('string.replace(string, string): string', texts.replace);
register('string.replace(string, string, int): string', texts.replace);
register('string.split(string): list<string>', texts.split);
register('string.split(string, int): list<string>', texts.split);
register('string.lowerAscii(): string', texts.lowerAscii);
register('string.upperAscii(): string', texts.upperAscii);
register('string.trim(): string', texts.trim);
register('string.reverse(): string', texts.reverse);

register('list.sum(): dyn', lists.sum);
register('list.min(): dyn', (items: unknown[]) => lists.best(items, -1));
register('list.max(): dyn', (items: unknown[]) => lists.best(items, 1));
register('list.sort(): list<dyn>', lists.sort);
register('list.isSorted(): bool', lists.isSorted);
register('list.reverse(): list<dyn>', lists.reversed);
register('list.distinct(): list<dyn>', lists.distinct);
register('list.flatten(): list<dyn>', lists.flatten);
register('list.slice(int, int): list<dyn>', lists.slice);
register('list.indexOf(dyn): int', lists.firstIndex);
register('list.lastIndexOf(dyn): int', lists.lastIndex);
register('list.containsAll(list): bool', lists.containsAll);
register(
  'list.sameItems(list): bool',
  (list: unknown[], items: unknown[]) => lists.containsAll(list, items) && lists.containsAll(items, list),
);

register('has(ast): bool', has);
register('isSet(ast): bool', isSet);
register('containerState(map): string', (status: ContainerStatus) => containerState(status));
register('statusOf(dyn, dyn): dyn', statusOf);
register('port(dyn, dyn): int', portOf);
register('samePath(string, string): bool', samePath);
register('requestPath(string): string', requestPath);
register('pullCredentials(dyn, string): list<map<string, string>>', pullCredentials);
register('pullKeys(dyn): list<string>', pullKeys);
register('fromBase64(string): string', fromBase64);
register('fromJson(string): dyn', fromJson);
