import { createProcessor } from '@mdx-js/mdx';
import type { Program } from 'estree';
import type { Place, Report } from '../problem.ts';
import { checkCommandBlocks } from './blocks/command-blocks.ts';
import type { Fence } from './blocks/fence.ts';

interface Point extends Place {
  readonly offset?: number | undefined;
}
/** A node of the syntax tree of a page. */
export interface Node {
  readonly type: string;
  readonly name?: string | null;
  readonly lang?: string | null;
  readonly meta?: string | null;
  /** Where a link leads. */
  readonly url?: string;
  readonly value?: string | { readonly value: string; readonly data?: { readonly estree?: Program | null } } | null;
  readonly attributes?: readonly Node[];
  readonly children?: readonly Node[];
  readonly position?: { readonly start: Point; readonly end: Point } | undefined;
}

/** What the processor says of a page that it could not read. */
interface Unread {
  readonly line?: number;
  readonly column?: number;
  readonly reason?: string;
}

/** What to do with braces that another template language means. */
export const bracesAsCode = 'Write braces of another template language as code, between backquotes or in a block';

/** Reads the syntax tree of a page and checks its commands; undefined when it is not MDX. Nothing of the page is ever run. `source` has its frontmatter blanked out. */
export function readTree(source: string, aboutBraces: string, report: Report): Node | undefined {
  let root: Node;
  try {
    root = createProcessor({ format: 'mdx' }).parse(source) as Node;
  } catch (error) {
    const {
      line = 1,
      column = 1,
      reason = String(error),
    }: Unread = typeof error === 'object' && error !== null ? error : {};
    report(
      { line, column },
      `This is not valid MDX: ${reason}.`,
      /\{\{|\{%/.test(source.split('\n')[line - 1] ?? '')
        ? aboutBraces
        : 'Close every tag, and write < and { in text as &lt; and `{`.',
    );
    return undefined;
  }
  checkCommandBlocks(fencesOf(root), report);
  return root;
}

/** Returns every block of code below a node. */
export function fencesOf({ children = [] }: Node): readonly Fence[] {
  return children.flatMap((child) => {
    if (child.type !== 'code') return fencesOf(child);
    return [fenceOf(child)];
  });
}

/** Reads a block of code. */
export function fenceOf({ lang, meta, value, position }: Node): Fence {
  const words = (meta ?? '').split(/\s+/).filter((word) => word !== '');
  const text = typeof value === 'string' ? value : '';
  return { language: lang ?? '', words, text, place: position?.start ?? { line: 1, column: 1 } };
}
