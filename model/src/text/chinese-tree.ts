import { hasOpenMarks, readChinese } from './chinese-inline.ts';
import type { Inline } from './inline.ts';
import { escapesIn } from '../terminal/escapes.ts';

/** What is looked at of a node of a Markdown tree (mdast). */
export interface InlineNode {
  readonly type: string;
  readonly value?: string;
  readonly url?: string | null;
  readonly children?: readonly InlineNode[];
  readonly position?:
    | {
        readonly start: { readonly offset?: number | undefined };
        readonly end: { readonly offset?: number | undefined };
      }
    | undefined;
}

const marked = new Set(['strong', 'emphasis', 'delete']);

/**
 * Applies `readChinese` to the children of a paragraph, heading or cell of a tree that was made from `source`; undefined when they stay as they are. What was
 * paired is taken apart first: two emphases that were not recognized leave marks that pair the wrong way round.
 */
export function readChineseTree(children: readonly InlineNode[], source: string): readonly InlineNode[] | undefined {
  if (!children.some(({ type }) => type === 'text' || type === 'link' || marked.has(type))) return undefined;
  const originals = new Map<Inline, InlineNode>();
  const taken = takeApart(children, source, originals);
  if (!hasOpenMarks(taken.whole) && !taken.hasBareLink) return undefined;
  return readChinese(taken.flat).map((one) => restore(one, originals));
}

interface Taken {
  /** Without emphasis: its marks are text again. */
  flat: Inline[];
  /** Only what is text in the tree too. */
  whole: Inline[];
  hasBareLink: boolean;
}

function takeApart(nodes: readonly InlineNode[], source: string, originals: Map<Inline, InlineNode>): Taken {
  const taken: Taken = { flat: [], whole: [], hasBareLink: false };
  for (const node of nodes) {
    const raw = source.slice(node.position?.start.offset, node.position?.end.offset);
    if (node.type === 'text') {
      const text = { type: 'text', value: node.value ?? '', isEscaped: escapesIn(raw, node.value ?? '') };
      taken.flat.push(text);
      taken.whole.push(text);
    } else if (marked.has(node.type) && node.children) {
      const inner = takeApart(node.children, source, originals);
      const mark = { type: 'text', value: node.type === 'emphasis' ? raw.slice(0, 1) : raw.slice(0, 2) };
      taken.flat.push(mark, ...inner.flat, mark);
      taken.whole.push(...inner.whole);
      taken.hasBareLink ||= inner.hasBareLink;
    } else {
      // An address in <> or with a text of its own is as long as its author made it.
      const isBare = node.type === 'link' && raw === node.children?.[0]?.value;
      const one: Inline = isBare
        ? { type: 'link', url: node.url ?? '', children: [{ type: 'text', value: raw }] }
        : { type: node.type };
      originals.set(one, node);
      taken.flat.push(one);
      taken.hasBareLink ||= isBare;
    }
  }
  return taken;
}

function restore(one: Inline, originals: ReadonlyMap<Inline, InlineNode>): InlineNode {
  const original = originals.get(one);
  if (original) return original;
  const { type, value, url, children } = one;
  return {
    type,
    ...(value !== undefined && { value }),
    ...(url !== undefined && { url }),
    ...(children && { children: children.map((child) => restore(child, originals)) }),
  };
}
