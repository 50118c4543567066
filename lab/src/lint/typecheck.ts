import type { ASTNode } from '@marcbachmann/cel-js';
import type { ExpressionProblem } from '../expression/cel.ts';
import { describe, findField, isNoCondition, parametersType } from './fields.ts';
import { writtenName } from '../expression/functions/spelling.ts';
import { kindOf, type Probe } from '../probe/kinds.ts';
import type { TypeName } from '../schema/kinds.ts';
import { checkCall, checkPattern } from './literals.ts';
import { checkIndex, checkSpelling } from './spelled.ts';

/** Methods that give a text. */
const stringly = new Set('join trim lowerAscii upperAscii substring charAt replace find'.split(' '));
const loops = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);
/** What a function gives, where the schema or the reader of a finding has a use for it. */
const resultOf: Readonly<Record<string, TypeName>> = {
  string: 'string',
  size: 'int',
  statusOf: 'core.v1.ContainerStatus',
  port: 'int',
  samePath: 'bool',
  requestPath: 'string',
  pullCredentials: '[]credential',
  pullKeys: '[]string',
};
const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** What an expression stands in: its probes, the names of the lab's parameters, and whether it must be true or false. */
export interface ExpressionPlace {
  readonly probe: Probe;
  readonly with: Readonly<Record<string, Probe>>;
  readonly isCondition: boolean;
  /** Undefined when they could not be read: then any name goes. */
  readonly parameters?: readonly string[] | undefined;
}

/** Holds every field of an expression against the schema of the course's Kubernetes, and what is written out in it against its function. */
export function checkFields(
  ast: ASTNode,
  { probe, with: further, isCondition, parameters }: ExpressionPlace,
  report: (problem: ExpressionProblem) => void,
): void {
  const names = new Map<string, TypeName>([
    ['params', parametersType(parameters)],
    ['attempt', 'attempt'],
    ['server', 'server'],
    ['now', 'time'],
    ...Object.entries(kindOf(probe).variables(probe)),
  ]);
  for (const [name, other] of Object.entries(further)) {
    const { bound = '', variables } = kindOf(other);
    names.set(name, variables(other)[bound] ?? 'any');
  }
  const type = typeOf(ast, names, report);
  if (isCondition && isNoCondition(type))
    report({
      offset: ast.start,
      message: `The condition is ${describe(type)}, not true or false.`,
      fix: "Compare it with something, as in self.status.phase == 'Running'.",
    });
}

type Report = (problem: ExpressionProblem) => void;
type Names = ReadonlyMap<string, TypeName>;

function typeOf(node: ASTNode, names: Names, report: Report): TypeName {
  const visit = (child: ASTNode): TypeName => typeOf(child, names, report);
  const quiet = (child: ASTNode): TypeName => typeOf(child, names, () => undefined);
  switch (node.op) {
    case 'value':
      return typeof node.args === 'string'
        ? 'string'
        : typeof node.args === 'bigint'
          ? 'int'
          : typeof node.args === 'boolean'
            ? 'bool'
            : 'any';
    case 'id':
      return names.get(node.args) ?? 'any';
    case '.':
    case '.?':
      return fieldOf(visit(node.args[0]), node.args[1], node.pos, report);
    case '[]':
    case '[?]': {
      const type = visit(node.args[0]);
      visit(node.args[1]);
      checkIndex(node, quiet, report);
      const [, index] = node.args;
      if (index.op === 'value' && typeof index.args === 'string' && !type.startsWith('[]'))
        return fieldOf(type, index.args, index.start, report);
      return /^(\[\]|\{\})/.test(type) ? type.slice(2) : 'any';
    }
    case 'list': {
      const [first] = node.args.map(visit);
      return `[]${first ?? 'any'}`;
    }
    case '?:': {
      const [, yes, no] = node.args.map(visit);
      return yes === no ? (yes ?? 'any') : 'any';
    }
    case 'call': {
      const types = node.args[1].map(visit);
      checkCall(node, report);
      return node.args[0] === 'dyn' ? (types[0] ?? 'any') : (resultOf[writtenName(node.args[0])] ?? 'any');
    }
    case 'rcall':
      return methodOf(writtenName(node.args[0]), node.args[1], node.args[2], names, report);
    case '!_':
      visit(node.args);
      return 'bool';
    case '-_':
      return visit(node.args);
    case 'map':
      for (const entry of node.args) entry.forEach(visit);
      return 'any';
    default: {
      const [left, right] = node.args.map(visit);
      checkNull(node, report);
      checkSpelling(node, quiet, report);
      if (comparisons.has(node.op)) compare(left ?? 'any', right ?? 'any', node, report);
      return comparisons.has(node.op) || node.op === '&&' || node.op === '||' || node.op === 'in'
        ? 'bool'
        : (left ?? 'any');
    }
  }
}

function fieldOf(type: TypeName, field: string, offset: number, report: Report): TypeName {
  const found = findField(type, field);
  if ('type' in found) return found.type;
  report({ offset, ...found.problem });
  return 'any';
}

function methodOf(
  name: string,
  receiver: ASTNode,
  parameters: readonly ASTNode[],
  names: Names,
  report: Report,
): TypeName {
  const [first, second, third] = parameters;
  if (receiver.op === 'id' && receiver.args === 'cel' && name === 'bind' && first?.op === 'id' && second && third) {
    return typeOf(third, new Map([...names, [first.args, typeOf(second, names, report)]]), report);
  }
  const type = typeOf(receiver, names, report);
  if (loops.has(name) && first?.op === 'id' && second) {
    if (type !== 'any' && !/^(\[\]|\{\})/.test(type))
      report({
        offset: receiver.start,
        message: `${name} needs a list, and this is ${describe(type)}.`,
        fix: 'Compare it directly.',
      });
    const item = type.startsWith('[]') ? type.slice(2) : type.startsWith('{}') ? 'string' : 'any';
    const bodies = parameters.slice(1).map((body) => typeOf(body, new Map([...names, [first.args, item]]), report));
    return name === 'filter' ? type : name === 'map' ? `[]${bodies.at(-1) ?? 'any'}` : 'bool';
  }
  for (const parameter of parameters) typeOf(parameter, names, report);
  checkPattern(name, parameters, report);
  if (name === 'orValue' || name === 'value' || name === 'or') return type;
  if (name === 'size') return 'int';
  return stringly.has(name) ? 'string' : 'any';
}

/** What is not there is missing, and never null. */
function checkNull(node: ASTNode, report: Report): void {
  if (node.op !== '==' && node.op !== '!=') return;
  if (!node.args.some((side) => side.op === 'value' && side.args === null)) return;
  report({
    offset: node.start,
    message: 'Nothing here is null: a field that is empty in the cluster is not there.',
    fix: `Write ${node.op === '==' ? '!' : ''}isSet(…).`,
  });
}

/** A field compared with a literal of another type is never equal to it. */
function compare(left: TypeName, right: TypeName, node: ASTNode, report: Report): void {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one === 'quantity' && (other === 'string' || other === 'int')) {
      report({
        offset: node.start,
        message: 'A quantity is compared as text.',
        fix: 'Write quantity(…) on both sides: 100Mi and 0.1Gi may be the same.',
      });
    }
    if (one === 'time' && other === 'string')
      report({ offset: node.start, message: 'A time is compared as text.', fix: 'Write timestamp(…) on both sides.' });
  }
  const plain = new Set(['string', 'int', 'bool']);
  if (left !== right && plain.has(left) && plain.has(right)) {
    report({
      offset: node.start,
      message: `${describe(left)} is compared with ${describe(right)}.`,
      fix: `Write the right side as ${describe(left)}.`,
    });
  }
}
