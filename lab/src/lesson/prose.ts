import type { Place } from '../problem.ts';
import type { Node } from '../language/syntax-tree.ts';

/** A paragraph, a heading or an attribute that people read. Code in it is between backquotes. */
export interface Prose {
  readonly text: string;
  readonly place: Place;
  /** `body` is what the reading length counts: neither headings, tables nor quizzes. */
  readonly kind: 'body' | 'heading' | 'table' | 'aside';
}

const start: Place = { line: 1, column: 1 };
/** Elements that are read beside the text, and when the student wants to. */
const beside = new Set(['Quiz', 'Choice', 'Figure', 'LabLink']);
/** Attributes that are texts of ours. `notes` quotes what others wrote. */
const read = new Set(['question', 'reason', 'alt', 'caption', 'title', 'label', 'expected']);

/** Collects what people read in a page, in its order. */
export function proseOf(node: Node, isBeside = false): readonly Prose[] {
  return (node.children ?? []).flatMap((child): readonly Prose[] => {
    const { type, position, name } = child;
    const place = position?.start ?? start;
    if (type === 'code') return [];
    if (type === 'heading') return [{ text: textOf(child), place, kind: 'heading' }];
    if (type === 'paragraph') {
      const text = textOf(child);
      const isTable = /^\|.*\|$/m.test(text.trim());
      return [{ text, place, kind: isTable ? 'table' : isBeside ? 'aside' : 'body' }, ...attributeTexts(child)];
    }
    const isOut = isBeside || beside.has(name ?? '');
    if (type.startsWith('mdxJsx')) return [...attributeTexts(child), ...proseOf(child, isOut)];
    if (type === 'text') return [{ text: textOf({ type, children: [child] }), place, kind: isOut ? 'aside' : 'body' }];
    return proseOf(child, isOut);
  });
}

/** The text of a node as it is read, its code between backquotes. */
export function textOf({ children = [] }: Node): string {
  return children
    .map((child) => {
      const value = typeof child.value === 'string' ? child.value : '';
      if (child.type === 'inlineCode') return `\`${value}\``;
      if (child.type === 'break') return '\n';
      return child.type === 'text' ? value : textOf(child);
    })
    .join('');
}

function attributeTexts(node: Node): readonly Prose[] {
  const own = (node.attributes ?? []).flatMap(({ name, value, position }): readonly Prose[] =>
    typeof value === 'string' && read.has(name ?? '')
      ? [{ text: value, place: position?.start ?? start, kind: 'aside' }]
      : [],
  );
  const inner = node.type === 'paragraph' ? (node.children ?? []).flatMap(attributeTexts) : [];
  return [...own, ...inner];
}
