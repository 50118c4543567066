import { Environment, type Optional } from '@marcbachmann/cel-js';
import { isDeepStrictEqual } from 'node:util';
import { functions } from './functions.ts';
import { registeredName } from './functions/spelling.ts';
import { Quantity, addQuantities, multiplyQuantity } from './quantity.ts';

/** Types that an environment has beside those of CEL: each by its fields. */
export type Structs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Creates the expression language of checks: CEL with the quantity, regex, set, list and encoding functions of
 * Kubernetes. A function named in `results` returns that type instead of its own.
 */
export function createLanguage(structs: Structs = {}, results: Readonly<Record<string, string>> = {}): Environment {
  const language = new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true });
  for (const [name, fields] of Object.entries(structs)) language.registerType(name, { ctor: class {}, fields });
  language
    .registerType('Quantity', { ctor: Quantity, fields: {} })
    .registerOperator('Quantity == Quantity', (a: Quantity, b: Quantity) => a.nano === b.nano)
    .registerOperator('Quantity < Quantity', (a: Quantity, b: Quantity) => a.nano < b.nano)
    .registerOperator('Quantity <= Quantity', (a: Quantity, b: Quantity) => a.nano <= b.nano)
    .registerOperator('Quantity > Quantity', (a: Quantity, b: Quantity) => a.nano > b.nano)
    .registerOperator('Quantity >= Quantity', (a: Quantity, b: Quantity) => a.nano >= b.nano)
    .registerOperator('Quantity + Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, 1n))
    .registerOperator('Quantity - Quantity', (a: Quantity, b: Quantity) => addQuantities(a, b, -1n))
    .registerOperator('Quantity * int', multiplyQuantity)
    .registerOperator('int * Quantity: Quantity', (times: bigint, a: Quantity) => multiplyQuantity(a, times))
    .registerOperator('optional<dyn> == optional<dyn>', (a: Optional, b: Optional) =>
      a.hasValue() && b.hasValue() ? isDeepStrictEqual(a.value(), b.value()) : a.hasValue() === b.hasValue(),
    );
  for (const name of Object.keys(structs)) language.registerOperator(`${name} == ${name}`, isDeepStrictEqual);
  for (const [signature, run] of functions) {
    const [, receiver = '', name = '', rest = ''] = /^([\w.<>]+\.)?(\w+)(\(.*)$/.exec(signature) ?? [];
    const result = results[name];
    const typed = result === undefined ? rest : rest.replace(/: .*$/, `: ${result}`);
    language.registerFunction(`${receiver}${registeredName(name)}${typed}`, run);
  }
  return language;
}

/** The language in which nothing is known of the objects that an expression reads. */
export const base: Environment = createLanguage();
