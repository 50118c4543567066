import type { ASTNode } from '@marcbachmann/cel-js';
import type { ReportExpression } from '../problem.ts';
import { base } from '../expression/language.ts';
import { libraryError } from '../expression/library-error.ts';
import { asWritten, writtenName } from '../expression/functions/spelling.ts';
import { typeOf } from './type-names.ts';

const advice: Readonly<Record<string, string>> = {
  int: "Write a whole number, as in int('5') or 5.",
  uint: "Write a whole number that is not negative, as in uint('5').",
  double: "Write a number, as in double('1.5') or 1.5.",
  bool: "Write bool('true') or true.",
  bytes: "Write it as b'text'.",
  fromJson: `Write JSON, as in fromJson('{"a": 1}').`,
  substring: 'Write places within the text: from 0 up to size(text), the smaller first.',
  charAt: 'Write a place within the text: from 0 up to size(text) - 1.',
  slice: 'Write places within the list: from 0 up to size(list), the smaller first.',
  asInteger: "Write a whole number, as in quantity('2k').asInteger().",
  quantity: "Write it as '200Mi', '1500m' or '2G'.",
  duration: "Write it as '90s', '5m' or '1h30m'.",
  timestamp: "Write it as '2026-03-01T09:00:00Z'.",
};

/** Works out a call of literals alone: what is wrong with it is wrong on every cluster. */
export function checkCall(node: ASTNode, report: ReportExpression): void {
  // What the library refuses is its own finding.
  if (node.op !== 'call' || typeOf(node) === undefined) return;
  const [called, parameters] = node.args;
  const name = writtenName(called);
  const [first] = parameters;
  if (!first || parameters.some(({ op }) => op !== 'value')) return;
  try {
    base.evaluate(node.input.slice(node.start, node.end));
  } catch (error) {
    const { summary, message = '' } = libraryError(error);
    const text = node.input.slice(first.start, first.end);
    const fix =
      advice[name] ?? `Write values that ${name} takes; README.md of the grader has an example of each function.`;
    report({
      offset: first.start,
      message: `${name}(${text}) is always an error: ${asWritten(summary ?? message)}.`,
      fix,
    });
  }
}
