import type { ASTNode, ErrorLocation } from '@marcbachmann/cel-js';
import type { ExpressionProblem, ReportExpression } from '../problem.ts';
import type { LibraryError } from '../expression/library-error.ts';
import { isComparison } from './comparisons.ts';
import { fieldsOf, noFields, unknownField } from './fields.ts';
import { describe, typeOf } from './type-names.ts';

const plain = new Set(['string', 'int', 'bool']);

/** Whether it is a part of the expression, and not only its place. */
const isPart = (node: ASTNode | ErrorLocation): node is ASTNode => node.op !== undefined;

/** Explains a type error that the library found in an expression; undefined where the library's own text is good. */
export function typeFlaw(
  { code, node: place, range }: LibraryError,
  parameters: readonly string[] | undefined,
): ExpressionProblem | undefined {
  if (!range || !place || !isPart(place)) return undefined;
  const node = place;
  const offset = range.start;
  switch (code) {
    case 'no_such_key': {
      const field = fieldOf(node);
      return field && { offset: field.offset, ...unknownField(field.owner, field.name, parameters) };
    }
    case 'cannot_index_type':
    case 'invalid_index_type': {
      const field = fieldOf(node);
      return field ? { offset, ...noFields(field.owner, field.name) } : indexFlaw(node, offset);
    }
    case 'invalid_comprehension_range': {
      const loop = /^\W*(\w+)/.exec(node.input.slice(node.end))?.[1] ?? 'A loop';
      const message = `${loop} needs a list, and this is ${describe(typeOf(node) ?? 'dyn')}.`;
      return { offset: node.start, message, fix: 'Compare it directly.' };
    }
    case 'no_such_overload':
      return structFlaw(node) ?? comparedFlaw(node);
    default:
      return undefined;
  }
}

/** Finds a field that no object of its type has, also behind `.?`, where the library takes any. */
export function checkField(node: ASTNode, parameters: readonly string[] | undefined, report: ReportExpression): void {
  const field = fieldOf(node);
  if (field && fieldsOf(field.owner, parameters)?.includes(field.name) === false)
    report({ offset: field.offset, ...unknownField(field.owner, field.name, parameters) });
}

/** Returns the field that a part of an expression reads, where it is written out, and the type that it is a field of. */
function fieldOf(node: ASTNode): { owner: string; name: string; offset: number } | undefined {
  if (node.op === '.' || node.op === '.?')
    return { owner: typeOf(node.args[0]) ?? 'dyn', name: node.args[1], offset: node.pos };
  if (node.op !== '[]' && node.op !== '[?]') return undefined;
  const [object, index] = node.args;
  if (index.op !== 'value') return undefined;
  return { owner: typeOf(object) ?? 'dyn', name: String(index.args), offset: index.start };
}

function indexFlaw(node: ASTNode, offset: number): ExpressionProblem | undefined {
  if (node.op !== '[]' && node.op !== '[?]') return undefined;
  const [list, index] = node.args.map((part) => describe(typeOf(part) ?? 'dyn'));
  return {
    offset,
    message: `${list} is indexed by ${index}.`,
    fix: "Write a whole number, or list.exists(x, x.name == 'web').",
  };
}

/** An object of the API has fields that are known; it is neither a map nor equal to one. */
function structFlaw(node: ASTNode): ExpressionProblem | undefined {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return undefined;
  const struct = node.args.map((side) => typeOf(side) ?? 'dyn').find((type) => fieldsOf(type) !== undefined);
  if (struct === undefined) return undefined;
  const [left, right] = node.args;
  const field = left.op === 'value' ? String(left.args) : 'field';
  const object = right.input.slice(right.start, right.end);
  return node.op === 'in'
    ? { offset: node.start, message: `${describe(struct)} is not a map.`, fix: `Write isSet(${object}.${field}).` }
    : {
        offset: node.start,
        message: `${describe(struct)} is compared as a whole.`,
        fix: 'Compare its fields one by one, or write isSet(…): the API server adds what was left out.',
      };
}

/** A value is compared with one of another type, which is never equal to it. */
function comparedFlaw(node: ASTNode): ExpressionProblem | undefined {
  if (!isComparison(node)) return undefined;
  const [left, right] = [typeOf(node.args[0]) ?? 'dyn', typeOf(node.args[1]) ?? 'dyn'];
  if (!plain.has(left) || !plain.has(right)) return undefined;
  return {
    offset: node.start,
    message: `${describe(left)} is compared with ${describe(right)}.`,
    fix: `Write the right side as ${describe(left)}.`,
  };
}
