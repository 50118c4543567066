import type { ASTNode } from '@marcbachmann/cel-js';
import type { ReportExpression } from '../problem.ts';
import { typeOf } from './type-names.ts';

/** Finds a compare that the library takes and that is wrong all the same: with null, or of a quantity or a time as text. */
export function checkComparison(node: ASTNode, report: ReportExpression): void {
  if (!isComparison(node)) return;
  const [left, right] = node.args;
  if ([left, right].some((side) => side.op === 'value' && side.args === null))
    report({
      offset: node.start,
      message: 'Nothing here is null: a field that is empty in the cluster is not there.',
      fix: `Write ${node.op === '==' ? '!' : ''}isSet(…).`,
    });
  const types = [typeOf(left) ?? '', typeOf(right) ?? ''];
  if (!types.some((type) => type === 'string' || type === 'int')) return;
  if (types.includes('dyn<quantity>'))
    report({
      offset: node.start,
      message: 'A quantity is compared as text.',
      fix: 'Write quantity(…) on both sides: 100Mi and 0.1Gi may be the same.',
    });
  if (types.includes('dyn<time>'))
    report({ offset: node.start, message: 'A time is compared as text.', fix: 'Write timestamp(…) on both sides.' });
}

type Comparison = Extract<ASTNode, { op: '==' | '!=' | '<' | '<=' | '>' | '>=' }>;

/** Whether a part of an expression compares two values. */
export function isComparison(node: ASTNode): node is Comparison {
  return /^([=!]=|[<>]=?)$/.test(node.op);
}
