import { type Check, kindOf, type Probe } from '@drydock/lab';
import type { ASTNode } from '@marcbachmann/cel-js';

/** Functions of ours in place of the library's are in its tree by a name with a capital, see functions/spelling.ts. */
export function plain(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A field that a condition speaks of, and what of it is shown: with `trim` the text that is compared, else the field as it is. */
interface Field {
  readonly path: ASTNode;
  readonly shown: ASTNode;
}

const conversions = new Set([
  'quantity',
  'timestamp',
  'duration',
  'string',
  'int',
  'double',
  'has',
  'isSet',
  'size',
  'requestPath',
  'samePath',
]);
const decoders = new Set(['fromBase64']);

/** Returns the fields that an expression compares. */
export function fieldsOf(node: ASTNode): Field[] {
  if (isPath(node)) return [{ path: node, shown: node }];
  switch (node.op) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in': {
      const [left, right] = node.args;
      const own = fieldsOf(left);
      return own.length > 0 || left.op !== 'value' ? own : fieldsOf(right);
    }
    case '||':
      return node.args.flatMap(fieldsOf);
    case '!_':
      return fieldsOf(node.args);
    case 'rcall': {
      const [name, receiver] = node.args;
      const own = fieldsOf(receiver);
      const isTrimmed = plain(name) === 'trim' || name === 'orValue';
      return isTrimmed
        ? own.map(({ path, shown }) => ({ path, shown: shown === path && name === 'orValue' ? path : node }))
        : own;
    }
    case 'call': {
      const [name, all] = node.args;
      const argument = name === 'port' ? all[1] : (all.find(isPath) ?? all[0]);
      if (!argument) return [];
      if (decoders.has(name)) return fieldsOf(argument).map(({ path }) => ({ path, shown: node }));
      return conversions.has(plain(name)) || name === 'port' ? fieldsOf(argument) : [];
    }
    default:
      return [];
  }
}

function isPath(node: ASTNode): boolean {
  switch (node.op) {
    case 'id':
      return true;
    case '.':
    case '.?':
      return isPath(node.args[0]);
    case '[]':
    case '[?]':
      return node.args[1].op === 'value' && isPath(node.args[0]);
    case 'call':
      return node.args[0] === 'statusOf';
    default:
      return false;
  }
}

/** Lists that a probe gives, by a word that a student knows. */
const roots: Readonly<Record<string, string>> = {
  events: 'Event',
  responses: 'HTTP',
  response: 'HTTP',
  requests: 'HTTP',
};

/** Returns the name of a field as a row shows it. */
export function nameOf(node: ASTNode, { probe, with: further }: Pick<Check, 'probe' | 'with'>): string {
  if (node.op === 'call') return 'status';
  if (node.op === 'id') {
    const other = further[node.args];
    if (other) return labelOf(other);
    return (node.args === 'items' && kindOf(probe).collection?.(probe)?.kind) || (roots[node.args] ?? node.args);
  }
  if (node.op === '.' || node.op === '.?') {
    const [inner, field] = node.args;
    if (inner.op === 'id' && ['self', 'response', 'file', 'usage'].includes(inner.args)) return field;
    return `${nameOf(inner, { probe, with: further })}${inner.op === 'id' ? ' ' : '.'}${field}`;
  }
  if (node.op !== '[]' && node.op !== '[?]') return '';
  const [list, index] = node.args;
  const key = index.op === 'value' ? String(index.args) : '';
  return `${nameOf(list, { probe, with: further })}[${/^\d+$/.test(key) ? key : `'${key}'`}]`;
}

function labelOf(probe: Probe): string {
  const { label, subject } = kindOf(probe);
  const words = subject(probe);
  return label?.(probe) ?? (typeof words === 'string' ? words : words.en);
}
