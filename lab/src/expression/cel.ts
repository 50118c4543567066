import type { Text } from '@drydock/model';
import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js';
import { base } from './language.ts';
import { libraryError } from './library-error.ts';
import { forgetPatterns } from './functions/patterns.ts';
import { asWritten, respell, writtenName } from './functions/spelling.ts';
import { inTime } from './in-time.ts';
import type { Probe } from '../probe/kinds.ts';
import { say } from '../text/say.ts';
import { dynamicType, variablesOf } from './variables.ts';

const environments = new Map<string, Environment>();

/** Returns the environment in which a check's expressions are evaluated, by its probe and the names of its `with`. Objects are dynamic in it. */
export function environmentOf(probe: Probe, names: Iterable<string>): Environment {
  const variables: Record<string, string> = {};
  for (const [name, type] of Object.entries(variablesOf(probe))) variables[name] = dynamicType(type);
  for (const name of [...names].toSorted()) variables[name] ??= 'dyn';
  const id = JSON.stringify(variables);
  let environment = environments.get(id);
  if (!environment) {
    environment = base.clone();
    for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, type);
    environments.set(id, environment);
  }
  return environment;
}

/** The result of an expression: a value, a missing field, or a value it could not work with. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'missing'; readonly field: string }
  | { readonly kind: 'error'; readonly message: Text };

const parsed = new WeakMap<Environment, Map<string, ParseResult>>();

function parse(environment: Environment, text: string): ParseResult {
  const known = parsed.get(environment) ?? new Map<string, ParseResult>();
  parsed.set(environment, known);
  const result = known.get(text) ?? environment.parse(respell(text));
  known.set(text, result);
  return result;
}

/** The syntax tree of an expression. */
export function treeOf(environment: Environment, text: string): ASTNode {
  return parse(environment, text).ast;
}

/** An expression takes far less than a millisecond; one that takes this long would block every other attempt (ms). */
const limitMs = 500;
/** Values that are not there yet: a missing field or item, the greatest of none, a share of nothing. */
const notYet = new Set(['no_such_key', 'index_out_of_bounds', 'division_by_zero', 'modulo_by_zero']);

/** Evaluates an expression; nothing is thrown, since what it reads is the student's. */
export function evaluate(environment: Environment, text: string, bindings: Readonly<Record<string, unknown>>): Outcome {
  try {
    const run = parse(environment, text);
    const done = inTime((): unknown => run({ ...bindings }), limitMs);
    if (done) return { kind: 'value', value: done.value };
    // An expression that was ended half-way is not used again.
    parsed.get(environment)?.delete(text);
    forgetPatterns();
    const part = fieldName(text);
    return { kind: 'error', message: say((words) => words.slowExpression(part, limitMs / 1000)) };
  } catch (error) {
    const { code, node, summary, message = '' } = libraryError(error);
    if (code !== undefined && notYet.has(code)) {
      return { kind: 'missing', field: fieldName(node ? text.slice(node.start, node.end) : text) };
    }
    const reason = asWritten(summary ?? message);
    return { kind: 'error', message: say((words) => words.expressionFailed(reason)) };
  }
}

/** The list that an expression joins at its end, and what it puts between; undefined for any other expression. */
export function joined(environment: Environment, text: string): { list: string; separator: string } | undefined {
  const { ast } = parse(environment, text);
  if (ast.op !== 'rcall') return undefined;
  const [name, list, [separator]] = ast.args;
  if (name !== 'join' || separator?.op !== 'value' || typeof separator.args !== 'string') return undefined;
  return { list: text.slice(list.start, list.end), separator: separator.args };
}

/** The part of a condition that is not true, as a field and its value. */
export function explain(
  environment: Environment,
  text: string,
  bindings: Readonly<Record<string, unknown>>,
): { field: string; actual: Outcome } {
  const failing = firstFailing(parse(environment, text).ast, (part) => evaluate(environment, part, bindings), text);
  const subject = subjectOf(failing);
  const source = text.slice(subject.start, subject.end);
  return { field: fieldName(source), actual: evaluate(environment, source, bindings) };
}

function firstFailing(node: ASTNode, run: (text: string) => Outcome, text: string): ASTNode {
  if (node.op !== '&&') return node;
  const [left, right] = node.args;
  const outcome = run(text.slice(left.start, left.end));
  return firstFailing(outcome.kind === 'value' && outcome.value === true ? right : left, run, text);
}

const wrappers = new Set(
  'quantity timestamp duration string int double fromBase64 fromJson has isSet samePath requestPath'.split(' '),
);

/** What a comparison, a membership or a method call speaks of: its left side, without conversions. */
function subjectOf(node: ASTNode): ASTNode {
  switch (node.op) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
      return subjectOf(node.args[0]);
    case '!_':
      return subjectOf(node.args);
    case 'rcall':
      return subjectOf(node.args[1]);
    case 'call': {
      const [called, [first, second]] = node.args;
      const name = writtenName(called);
      if (name === 'port' && second) return subjectOf(second);
      return first && wrappers.has(name) ? subjectOf(first) : node;
    }
    default:
      return node;
  }
}

function fieldName(text: string): string {
  return text
    .replace(/^(self|response|file)\./, '')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 160);
}
