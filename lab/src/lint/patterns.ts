import type { ASTNode } from '@marcbachmann/cel-js';
import { RE2JS, RE2JSSyntaxException } from 're2js';
import { patternFlaw } from '../expression/functions/pattern-flaw.ts';
import { writtenName } from '../expression/functions/spelling.ts';
import type { ReportExpression } from '../problem.ts';

const patterned = new Set(['matches', 'find', 'findAll']);

/** Reads the pattern of `matches`, `find` or `findAll` where it is written out, or joined with parameters. */
export function checkPattern(node: ASTNode, report: ReportExpression): void {
  if (node.op !== 'rcall' || !patterned.has(writtenName(node.args[0]))) return;
  const [given] = node.args[2];
  const pattern = given && patternOf(given);
  if (given === undefined || pattern === undefined) return;
  try {
    RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const { message, fix } = patternFlaw(error);
    report({ offset: given.start, message: `${pattern} is not a regular expression: ${message}.`, fix });
  }
}

/** Returns a pattern with letters for its parameters; undefined where it is known on a cluster only. */
function patternOf(node: ASTNode): string | undefined {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'string' ? node.args : undefined;
    case '.':
    case '[]':
      return node.args[0].op === 'id' && node.args[0].args === 'params' ? 'abcd2345' : undefined;
    case '+': {
      const [left, right] = node.args.map(patternOf);
      return left === undefined || right === undefined ? undefined : left + right;
    }
    default:
      return undefined;
  }
}
