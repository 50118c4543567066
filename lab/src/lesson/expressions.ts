import type { Report } from '../problem.ts';
import { bracesAsCode, type Node } from '../language/syntax-tree.ts';

/** Finds what is in braces in the text of a lesson: it is run when the page is built, and knows no name. */
export function checkExpressions({ children = [] }: Node, report: Report): void {
  for (const child of children) {
    const { type, value, position } = child;
    if (!type.endsWith('Expression')) {
      checkExpressions(child, report);
      continue;
    }
    const text = typeof value === 'string' ? value : '';
    if (/^\s*(\/\*[^]*\*\/\s*|(['"`])[^]*\2\s*)?$/.test(text)) continue;
    report(
      position?.start ?? { line: 1, column: 1 },
      `{${text}} is run as code when the page is built.`,
      `${bracesAsCode}.`,
    );
  }
}
