import type { Duration } from '@marcbachmann/cel-js/evaluator';
import * as lists from './functions/lists.ts';
import { requestPath, samePath } from './functions/paths.ts';
import { portOf } from './functions/port.ts';
import { has, isSet } from './functions/presence.ts';
import { pullCredentials, pullKeys } from './functions/pull-credentials.ts';
import * as patterns from './functions/patterns.ts';
import { statusOf } from './functions/status-of.ts';
import * as texts from './functions/texts.ts';
import { dayOfYear, epochSeconds, formatDuration, formatTimestamp, timestamp } from './functions/times.ts';
import { toCel } from './functions/to-cel.ts';
import { ValueError } from './functions/value-error.ts';
import { type ContainerStatus, containerState } from './container-state.ts';
import { Quantity, addQuantities, parseQuantity } from './quantity.ts';

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

const ts = 'google.protobuf.Timestamp';

/** The functions of Kubernetes and of checks, by their signatures in CEL. */
export const functions: readonly (readonly [signature: string, run: (...values: never[]) => unknown])[] = [
  [`string(${ts}): string`, formatTimestamp],
  ['string(google.protobuf.Duration): string', (value: Duration) => formatDuration(value)],
  [`int(${ts}): int`, epochSeconds],
  [`timestamp(string): ${ts}`, timestamp],
  [`timestamp(int): ${ts}`, (seconds: bigint) => new Date(Number(seconds) * 1000)],
  [`timestamp(${ts}): ${ts}`, (time: Date) => time],
  [`${ts}.getDayOfYear(): int`, dayOfYear],
  ['quantity(dyn): Quantity', quantity],
  ['isQuantity(dyn): bool', (value: unknown) => parseQuantity(String(value)) !== undefined],
  ['string(Quantity): string', (value: Quantity) => value.text],
  ['Quantity.isGreaterThan(Quantity): bool', (a: Quantity, b: Quantity) => a.nano > b.nano],
  ['Quantity.isLessThan(Quantity): bool', (a: Quantity, b: Quantity) => a.nano < b.nano],
  ['Quantity.compareTo(Quantity): int', (a: Quantity, b: Quantity) => sizes(a.nano, b.nano)],
  ['Quantity.sign(): int', (a: Quantity) => sizes(a.nano, 0n)],
  ['Quantity.add(Quantity): Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, 1n)],
  ['Quantity.sub(Quantity): Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, -1n)],
  ['Quantity.isInteger(): bool', (a: Quantity) => a.nano % whole === 0n],
  ['Quantity.asInteger(): int', asInteger],
  ['Quantity.asApproximateFloat(): double', (a: Quantity) => Number(a.nano) / 1e9],
  ['string.matches(string): bool', patterns.matches],
  ['string.find(string): string', patterns.find],
  ['string.findAll(string): list<string>', patterns.findAll],
  ['string.indexOf(string): int', texts.indexOf],
  ['string.indexOf(string, int): int', texts.indexOf],
  ['string.lastIndexOf(string): int', texts.lastIndexOf],
  ['string.lastIndexOf(string, int): int', texts.lastIndexOf],
  ['string.substring(int): string', texts.substring],
  ['string.substring(int, int): string', texts.substring],
  ['string.charAt(int): string', texts.charAt],
  ['string.replace(string, string): string', texts.replace],
  ['string.replace(string, string, int): string', texts.replace],
  ['string.split(string): list<string>', texts.split],
  ['string.split(string, int): list<string>', texts.split],
  ['string.lowerAscii(): string', texts.lowerAscii],
  ['string.upperAscii(): string', texts.upperAscii],
  ['string.trim(): string', texts.trim],
  ['string.reverse(): string', texts.reverse],
  ['list<Quantity>.sum(): Quantity', lists.sum],
  ['list.sum(): dyn', lists.sum],
  ['list.min(): dyn', (items: unknown[]) => lists.best(items, -1)],
  ['list.max(): dyn', (items: unknown[]) => lists.best(items, 1)],
  ['list.sort(): list<dyn>', lists.sort],
  ['list.isSorted(): bool', lists.isSorted],
  ['list.reverse(): list<dyn>', lists.reversed],
  ['list.distinct(): list<dyn>', lists.distinct],
  ['list.flatten(): list<dyn>', lists.flatten],
  ['list.slice(int, int): list<dyn>', lists.slice],
  ['list.indexOf(dyn): int', lists.firstIndex],
  ['list.lastIndexOf(dyn): int', lists.lastIndex],
  ['list.containsAll(list): bool', lists.containsAll],
  [
    'list.sameItems(list): bool',
    (list: unknown[], items: unknown[]) => lists.containsAll(list, items) && lists.containsAll(items, list),
  ],
  ['has(ast): bool', has],
  ['isSet(ast): bool', isSet],
  ['containerState(map): string', (status: ContainerStatus) => containerState(status)],
  ['statusOf(dyn, dyn): dyn', statusOf],
  ['port(dyn, dyn): int', portOf],
  ['samePath(string, string): bool', samePath],
  ['requestPath(string): string', requestPath],
  ['pullCredentials(dyn, string): list<map<string, string>>', pullCredentials],
  ['pullKeys(dyn): list<string>', pullKeys],
  ['fromBase64(string): string', fromBase64],
  ['fromJson(string): dyn', fromJson],
];
