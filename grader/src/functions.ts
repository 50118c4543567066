import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { requestPath, samePath } from './functions/paths.ts';
import { portOf } from './functions/port.ts';
import { pullCredentials, pullKeys } from './functions/pull-credentials.ts';
import { statusOf } from './functions/status-of.ts';
import { toCel } from './functions/to-cel.ts';
import { type ContainerStatus, containerState } from './status.ts';
import { Quantity, addQuantities, parseQuantity } from './quantity.ts';

/** A value that an expression could not turn into what it asked for; shown, never a bug. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
}

/** An expression asks for one of a list that has none: what a student has not made yet. */
class NoneError extends ValueError {
  readonly code = 'index_out_of_bounds';
}

/** Texts read by an expression are never longer than what the probes let through; patterns are the author's own, and run in the time that the expression has. */
function pattern(source: string, flags = ''): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new ValueError(`«${source}» is not a regular expression`);
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

const order = (items: readonly unknown[]): bigint[] =>
  items.map((item) => {
    if (typeof item === 'bigint') return item;
    throw new ValueError('sum, min and max need whole numbers');
  });
const best = (items: readonly unknown[], isBetter: (a: bigint, b: bigint) => boolean): bigint => {
  const [first, ...rest] = order(items);
  if (first === undefined) throw new NoneError('the list is empty');
  return rest.reduce((a, b) => (isBetter(b, a) ? b : a), first);
};
const key = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
const holds = (list: readonly unknown[], items: readonly unknown[]): boolean => {
  const have = new Set(list.map(key));
  return items.every((item) => have.has(key(item)));
};

interface Macro {
  readonly field: ASTNode;
}
interface Runner {
  check(node: ASTNode, context: unknown): unknown;
  run(node: ASTNode, context: unknown): unknown;
  getType(name: string): unknown;
}

/** `isSet(self.spec.a[0].b)`: whether every part of a path is there. Unlike has() it goes through indexes, and a missing middle is no error. */
function isSet({ args: [field] }: { args: readonly ASTNode[] }): unknown {
  return {
    field,
    typeCheck(checker: Runner, macro: Macro, context: unknown): unknown {
      checker.check(macro.field, context);
      return checker.getType('bool');
    },
    evaluate(runner: Runner, macro: Macro, context: unknown): boolean {
      try {
        return runner.run(macro.field, context) !== undefined;
      } catch (error) {
        const { code } = error as { code?: string };
        if (code === 'no_such_key' || code === 'index_out_of_bounds') return false;
        throw error;
      }
    },
  };
}

/** The expression language of checks: CEL with the quantity, regex, set, list and encoding functions of Kubernetes. */
export const base: Environment = new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true })
  .registerType('Quantity', { ctor: Quantity, fields: {} })
  .registerFunction('quantity(dyn): Quantity', quantity)
  .registerFunction('isQuantity(dyn): bool', (value: unknown) => parseQuantity(String(value)) !== undefined)
  .registerOperator('Quantity == Quantity', (a: Quantity, b: Quantity) => a.nano === b.nano)
  .registerOperator('Quantity < Quantity', (a: Quantity, b: Quantity) => a.nano < b.nano)
  .registerOperator('Quantity <= Quantity', (a: Quantity, b: Quantity) => a.nano <= b.nano)
  .registerOperator('Quantity > Quantity', (a: Quantity, b: Quantity) => a.nano > b.nano)
  .registerOperator('Quantity >= Quantity', (a: Quantity, b: Quantity) => a.nano >= b.nano)
  .registerOperator('Quantity + Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, 1n))
  .registerOperator('Quantity - Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, -1n))
  .registerFunction('string(Quantity): string', (value: Quantity) => value.text)
  .registerFunction('string(google.protobuf.Duration): string', (value: { seconds: bigint }) => `${value.seconds} s`)
  .registerFunction('string(google.protobuf.Timestamp): string', (value: Date) => value.toISOString())
  .registerFunction(
    'string.find(string): string',
    (text: string, source: string) => pattern(source).exec(text)?.[0] ?? '',
  )
  .registerFunction('string.findAll(string): list<string>', (text: string, source: string) =>
    [...text.matchAll(pattern(source, 'g'))].map(([found]) => found),
  )
  .registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
    text.replaceAll(from, () => to),
  )
  .registerFunction('list.sum(): int', (items: unknown[]) => order(items).reduce((sum, item) => sum + item, 0n))
  .registerFunction('list.min(): int', (items: unknown[]) => best(items, (a, b) => a < b))
  .registerFunction('list.max(): int', (items: unknown[]) => best(items, (a, b) => a > b))
  .registerFunction('list.containsAll(list): bool', (list: unknown[], items: unknown[]) => holds(list, items))
  .registerFunction(
    'list.sameItems(list): bool',
    (list: unknown[], items: unknown[]) => holds(list, items) && holds(items, list),
  )
  .registerFunction('isSet(ast): bool', isSet)
  .registerFunction('containerState(map): string', (status: ContainerStatus) => containerState(status))
  .registerFunction('statusOf(dyn, dyn): dyn', statusOf)
  .registerFunction('port(dyn, dyn): int', portOf)
  .registerFunction('samePath(string, string): bool', samePath)
  .registerFunction('requestPath(string): string', requestPath)
  .registerFunction('pullCredentials(dyn, string): list<map<string, string>>', pullCredentials)
  .registerFunction('pullKeys(dyn): list<string>', pullKeys)
  .registerFunction('fromBase64(string): string', fromBase64)
  .registerFunction('fromJson(string): dyn', fromJson);
