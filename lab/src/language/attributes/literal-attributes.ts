import type { Property } from 'estree';
import type { Place, Report } from '../../problem.ts';
import type { Node } from '../syntax-tree.ts';

/** A value written in an attribute: text, number, flag, or a literal list or object of these. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal };

/** An attribute of an element. */
export interface Attribute {
  readonly value: Literal;
  /** The place of the name. */
  readonly place: Place;
  /** Returns the place of the character at an offset of a text value, for findings inside an expression. */
  readonly placeAt: (offset: number) => Place;
}

/** Reads the attributes of an element; what is not a literal is a finding. */
export function attributesOf(node: Node, source: string, report: Report): Map<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (const attribute of node.attributes ?? []) {
    const start = attribute.position?.start ?? node.position?.start ?? { line: 1, column: 1 };
    const name = attribute.name;
    if (name === undefined || name === null) {
      report(start, 'An attribute is spread from an expression.', 'Write each attribute by its name.');
      continue;
    }
    if (attributes.has(name)) report(start, `Attribute ${name} is given twice.`, 'Keep one of them.');
    const raw = source.slice(attribute.position?.start.offset, attribute.position?.end.offset);
    const value = literalOf(attribute);
    if (value === undefined) {
      report(
        start,
        `Attribute ${name} is not a literal.`,
        'Write text, a number, a list or an object of these; nothing is computed.',
      );
      continue;
    }
    attributes.set(name, {
      value,
      place: start,
      placeAt: (offset) => placeInside(raw, typeof value === 'string' ? value : '', offset, start),
    });
  }
  return attributes;
}

/** Attribute text loses the indentation of its further lines, so a place is found line by line. */
function placeInside(raw: string, value: string, offset: number, start: Place): Place {
  const before = value.slice(0, offset).split('\n');
  const lineIndex = before.length - 1;
  const rawLine = raw.split('\n')[lineIndex] ?? '';
  const valueLine = value.split('\n')[lineIndex] ?? '';
  const indent = Math.max(0, rawLine.indexOf(valueLine));
  const column = indent + (before.at(-1)?.length ?? 0);
  return { line: start.line + lineIndex, column: (lineIndex === 0 ? start.column : 1) + column };
}

function literalOf(attribute: Node): Literal | undefined {
  if (attribute.value === null || attribute.value === undefined) return true;
  if (typeof attribute.value === 'string') return attribute.value;
  const statement = attribute.value.data?.estree?.body[0];
  return statement?.type === 'ExpressionStatement' ? evaluate(statement.expression) : undefined;
}

function evaluate(node: Property['value']): Literal | undefined {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'bigint' || node.value instanceof RegExp ? undefined : node.value;
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
    case 'UnaryExpression': {
      const value = node.operator === '-' ? evaluate(node.argument) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    case 'ArrayExpression': {
      const values = node.elements.map((item) => (item && item.type !== 'SpreadElement' ? evaluate(item) : undefined));
      return values.every((value) => value !== undefined) ? values : undefined;
    }
    case 'ObjectExpression': {
      const entries: [string, Literal][] = [];
      for (const property of node.properties) {
        if (property.type !== 'Property' || property.computed || property.kind !== 'init') return undefined;
        const key = nameOf(property.key);
        const value = evaluate(property.value);
        if (key === undefined || value === undefined) return undefined;
        entries.push([key, value]);
      }
      return Object.fromEntries(entries);
    }
    default:
      return undefined;
  }
}

function nameOf(key: Property['key']): string | undefined {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}
