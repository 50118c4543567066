import type { Inline } from './inline.ts';
import { isChinese } from './chinese.ts';

/** A piece of a paragraph in the order of reading. Only prose is changed; code and pictures count for what is beside a line break. */
export interface LinePiece {
  readonly text: string;
  readonly isProse: boolean;
}

/** Quotes, dashes and dots that English has too. */
const shared = /[“”‘’…—·]/;
/** Marks as wide as a character, which bring their own space. */
const wideMark = /[\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;

/**
 * The text of each piece with lines of Chinese joined: a line break in the source is no space between Chinese characters, nor beside a mark as wide as one,
 * whichever of emphasis, links and code begins or ends there. Beside Latin it stays.
 */
export function joinChineseLines(pieces: readonly LinePiece[]): readonly string[] {
  const whole = pieces.map(({ text }) => text).join('');
  const dropped = new Set<number>();
  for (const { 0: blank, index } of whole.matchAll(/[ \t]*\n[ \t]*/g)) {
    if (!isJoined(whole.slice(0, index), whole.slice(index + blank.length))) continue;
    for (let at = index; at < index + blank.length; at += 1) dropped.add(at);
  }
  let start = 0;
  return pieces.map(({ text, isProse }) => {
    const from = start;
    start += text.length;
    if (!isProse || dropped.size === 0) return text;
    return text
      .split('')
      .filter((_, index) => !dropped.has(from + index))
      .join('');
  });
}

function isJoined(before: string, after: string): boolean {
  const [last, first] = [Array.from(before.slice(-2)).at(-1), Array.from(after.slice(0, 2))[0]];
  if (last === undefined || first === undefined) return false;
  if (wideMark.test(last) || wideMark.test(first)) return true;
  return (
    isChinese(last) &&
    isChinese(first) &&
    (isOfChinese(Array.from(before).toReversed()) || isOfChinese(Array.from(after)))
  );
}

/** Whether the first character that English lacks or has alone is Chinese. */
function isOfChinese(characters: readonly string[]): boolean {
  return isChinese(characters.find((character) => !shared.test(character)));
}

/** The inline nodes that hold text of their line. */
const holders = new Set(['strong', 'emphasis', 'delete', 'link', 'linkReference', 'mdxJsxTextElement']);

/** What is looked at of a node of a block. */
interface LineNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly LineNode[];
}

/** Applies `joinChineseLines` to a block of a syntax tree: reports each text that changes, with its new value. Skips blocks within the block. */
export function joinBlockLines<Node extends LineNode & { readonly children?: readonly Node[] }>(
  block: { readonly children?: readonly Node[] },
  change: (text: Node, value: string) => void,
): void {
  const leaves = leavesOf(block.children ?? []);
  // What is neither text nor code counts as a Latin word.
  const pieces = leaves.map(({ type, value = '' }) =>
    type === 'text' || type === 'inlineCode'
      ? { text: value, isProse: type === 'text' }
      : { text: 'x', isProse: false },
  );
  for (const [index, text] of joinChineseLines(pieces).entries()) {
    const leaf = leaves[index];
    if (leaf?.type === 'text' && text !== leaf.value) change(leaf, text);
  }
}

/** Applies `joinChineseLines` to inline nodes. */
export function joinInlineLines(nodes: readonly Inline[]): readonly Inline[] {
  const joined = new Map<unknown, string>();
  joinBlockLines({ children: nodes }, (text, value) => joined.set(text, value));
  const draw = (node: Inline): Inline => {
    const value = joined.get(node);
    if (value !== undefined) return { type: 'text', value };
    return node.children ? { ...node, children: node.children.map(draw) } : node;
  };
  return joined.size === 0 ? nodes : nodes.map(draw);
}

function leavesOf<Node extends LineNode & { readonly children?: readonly Node[] }>(
  nodes: readonly Node[],
): readonly Node[] {
  return nodes.flatMap((node) => (holders.has(node.type) && node.children?.length ? leavesOf(node.children) : [node]));
}
