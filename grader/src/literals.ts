import type { ASTNode } from '@marcbachmann/cel-js';
import type { ExpressionProblem } from './cel.ts';
import { base } from './functions.ts';
import { asWritten, writtenName } from './functions/spelling.ts';
import { flawOf } from './patterns.ts';

const patterned = new Set(['matches', 'find', 'findAll']);
const advice: Readonly<Record<string, string>> = {
  quantity: "Write it as '200Mi', '1500m' or '2G'.",
  duration: "Write it as '90s', '5m' or '1h30m'.",
  timestamp: "Write it as '2026-03-01T09:00:00Z'.",
};

/** Works out a call of literals alone: what is wrong with it is wrong on every cluster. */
export function checkCall(node: ASTNode & { op: 'call' }, report: (problem: ExpressionProblem) => void): void {
  const [called, parameters] = node.args;
  const name = writtenName(called);
  const [first] = parameters;
  if (!first || parameters.some(({ op }) => op !== 'value')) return;
  try {
    base.evaluate(node.input.slice(node.start, node.end));
  } catch (error) {
    const { summary, message } = error as { summary?: string; message: string };
    const text = node.input.slice(first.start, first.end);
    const fix = advice[name] ?? 'Correct it; README.md of the grader lists the functions.';
    report({
      offset: first.start,
      message: `${name}(${text}) is always an error: ${asWritten(summary ?? message)}.`,
      fix,
    });
  }
}

/** Reads the pattern of `matches`, `find` or `findAll` where it is written out. */
export function checkPattern(
  name: string,
  [pattern]: readonly ASTNode[],
  report: (problem: ExpressionProblem) => void,
): void {
  if (!patterned.has(name) || pattern?.op !== 'value' || typeof pattern.args !== 'string') return;
  const flaw = flawOf(pattern.args);
  if (flaw) report({ offset: pattern.start, ...flaw });
}
