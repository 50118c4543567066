import { type ASTNode, type Environment, Optional } from '@marcbachmann/cel-js';
import { type Check, evaluate, formatValue, type Outcome, treeOf } from '@drydock/lab';
import type { VerdictRow } from '@drydock/model';
import { fieldsOf, nameOf, plain } from './compared-fields.ts';

/** What a condition compared: its fields, and whether every part of it that is not true is among them. */
export interface Compared {
  readonly rows: readonly VerdictRow[];
  readonly isWhole: boolean;
  /** How many conditions `&&` joins. */
  readonly parts: number;
}

const mostRows = 32;

/** One row for each field that a condition looks at, all at once: `&&` hides none of them behind the first that is wrong. */
export function rowsOf(
  environment: Environment,
  check: Pick<Check, 'probe' | 'with' | 'expected' | 'actual'> & { readonly that: string },
  bindings: Readonly<Record<string, unknown>>,
): Compared {
  const { that } = check;
  const run = (node: ASTNode): Outcome => evaluate(environment, that.slice(node.start, node.end), bindings);
  const parts = partsOf(treeOf(environment, that));
  const rows = new Map<string, VerdictRow>();
  let isWhole = true;
  for (const part of parts) {
    const outcome = run(part);
    const isMet = outcome.kind === 'value' && outcome.value === true;
    // That a field is there or not is in the author's own words, where there are any.
    const fields = check.actual !== undefined && isPresence(part) ? [] : fieldsOf(part);
    const found = fields.flatMap(({ path, shown }): VerdictRow[] => {
      const constant = constantOf(part, path, run);
      const actual = textOf(run(shown), constant?.every(isAscii) === true);
      if (actual === undefined) return [];
      const name = nameOf(path, check).slice(0, 256);
      const expected = constant === undefined ? undefined : told(part, constant, name, check.expected.en);
      return [{ name, ...(expected !== undefined && { expected }), actual, isMet }];
    });
    if (found.length === 0 && !isMet) isWhole = false;
    for (const row of found) rows.set(row.name, together(rows.get(row.name), row));
  }
  return { rows: [...rows.values()].slice(0, mostRows), isWhole, parts: parts.length };
}

/** Two conditions on one field become one row: which of them fails could give away the right value. */
function together(before: VerdictRow | undefined, row: VerdictRow): VerdictRow {
  if (!before) return row;
  const { expected: _, ...frame } = row;
  const wanted = [...new Set([before.expected, row.expected])];
  return {
    ...frame,
    isMet: before.isMet && row.isMet,
    ...(!wanted.includes(undefined) && { expected: wanted.join(', ') }),
  };
}

function partsOf(node: ASTNode): ASTNode[] {
  return node.op === '&&' ? node.args.flatMap(partsOf) : [node];
}

function isPresence(part: ASTNode): boolean {
  if (part.op === '!_') return isPresence(part.args);
  return part.op === 'call' && ['isSet', 'has'].includes(plain(part.args[0]));
}

/** Returns what a field is compared with, unless it comes from the cluster or the student. */
function constantOf(part: ASTNode, path: ASTNode, run: (node: ASTNode) => Outcome): readonly string[] | undefined {
  const [left, right] = sidesOf(part) ?? [];
  if (!left || !right || !holdsNode(left, path) || !namesOf(right).every((name) => name === 'params')) return undefined;
  // How many there are is shown by their names.
  if (left.op === 'call' && left.args[0] === 'size') return undefined;
  const outcome = run(right);
  if (outcome.kind !== 'value') return undefined;
  const values: readonly unknown[] = Array.isArray(outcome.value) ? outcome.value : [outcome.value];
  return values.map((value) => formatValue(value));
}

const signs = { '==': '', '!=': '≠ ', '<': '< ', '<=': '≤ ', '>': '> ', '>=': '≥ ', in: '' };

/** A comparison, or `in`. */
const isCompared = (part: ASTNode): part is Extract<ASTNode, { op: keyof typeof signs }> => part.op in signs;

function sidesOf(part: ASTNode): readonly ASTNode[] | undefined {
  if (part.op === 'call') return part.args[0] === 'samePath' ? part.args[1] : undefined;
  return isCompared(part) ? part.args : undefined;
}

/** The right value as a row shows it: only where the author's own sentence has it, since it may be what is to be found out. */
function told(part: ASTNode, constant: readonly string[], name: string, sentence: string): string | undefined {
  const sign = isCompared(part) ? signs[part.op] : '';
  if (constant.length === 0) return undefined;
  const field = name.split(/[.\s]/).at(-1)?.replace(/\[.*$/, '') ?? '';
  const isTold = constant.every((text) => {
    const word = new RegExp(
      String.raw`(?<![\w./-])${text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)}(?![\w/-]|\.\w)`,
      'u',
    );
    // A short number is in many a sentence: it is that of the field only where the field is named too.
    return word.test(sentence) && (text.length > 2 || sentence.toLowerCase().includes(field.toLowerCase()));
  });
  return isTold ? `${sign}${constant.join(part.op === 'in' ? ' / ' : ', ')}`.slice(0, 1024) : undefined;
}

function holdsNode(node: ASTNode, wanted: ASTNode): boolean {
  return node.start <= wanted.start && wanted.end <= node.end;
}

function namesOf(node: ASTNode): string[] {
  switch (node.op) {
    case 'value':
      return [];
    case 'id':
      return [node.args];
    case '.':
    case '.?':
      return namesOf(node.args[0]);
    case 'list':
      return node.args.flatMap(namesOf);
    case 'call':
      return node.args[1].flatMap(namesOf);
    case '+':
    case '[]':
      return node.args.flatMap(namesOf);
    default:
      return ['?'];
  }
}

/** A field as a row shows it: empty when it is not set, undefined when it cannot be worked out. */
function textOf(outcome: Outcome, isAsciiWanted: boolean): string | undefined {
  if (outcome.kind === 'missing') return '';
  if (outcome.kind === 'error') return undefined;
  const { value } = outcome;
  if (value === null || value === undefined) return '';
  if (value instanceof Optional) return value.hasValue() ? shownText(value.value(), isAsciiWanted) : '';
  return shownText(value, isAsciiWanted);
}

function shownText(value: unknown, isAsciiWanted: boolean): string {
  if (value === '' || (Array.isArray(value) && value.length === 0)) return value === '' ? '""' : '[]';
  return formatValue(value, isAsciiWanted);
}

function isAscii(text: string): boolean {
  return /^[\u0020-\u007E]*$/.test(text);
}
