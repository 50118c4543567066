import type { ASTNode } from '@marcbachmann/cel-js';
import { fieldOf } from '../expression/functions/fields-of.ts';

/** Returns the type that the library found for a part of an expression, without `optional`; undefined where it found none. */
export function typeOf(node: ASTNode): string | undefined {
  // The library's checker notes it on the node; its declarations leave that out.
  const name = fieldOf(Reflect.get(node, 'checkedType'), 'name');
  return typeof name === 'string' ? withoutOptional(name) : undefined;
}

/** Returns the type of what an optional holds; any other type as it is. */
export function withoutOptional(type: string): string {
  return /^optional<(.*)>$/.exec(type)?.[1] ?? type;
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  double: 'a number',
  bool: 'true or false',
  Quantity: 'a quantity',
  quantity: 'a quantity',
  time: 'a time',
  intOrString: 'a number or a name',
  'dyn<quantity>': 'a quantity',
  'dyn<time>': 'a time',
  'google.protobuf.Timestamp': 'a time',
  'google.protobuf.Duration': 'a duration',
};

/** Returns what a type is called in a finding. */
export function describe(type: string): string {
  if (type.startsWith('optional')) return 'an optional';
  if (type.startsWith('list')) return 'a list';
  if (type.startsWith('map')) return 'a map';
  return words[type] ?? type.split('.').at(-1) ?? type;
}
