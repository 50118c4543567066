import { emphasize } from './emphasis.ts';
import { cutLinks } from './bare-link.ts';
import { isChinese } from './chinese.ts';
import type { Inline } from './inline.ts';

/**
 * Reads inline text again the way Chinese authors mean it: emphasis begins and ends beside Chinese characters and punctuation, and a bare link
 * ends where Chinese begins. The Markdown standards know words by their blanks, so `**“能跑”**的` keeps its stars there. Returns the very same list when
 * there is nothing to change.
 */
export function readChinese(nodes: readonly Inline[]): readonly Inline[] {
  const inner = mapSame(nodes, (node) => {
    if (node.children === undefined || node.type === 'link') return node;
    const children = readChinese(node.children);
    return children === node.children ? node : { ...node, children };
  });
  return emphasize(joinTexts(cutLinks(inner)));
}

/** Whether a list has marks beside Chinese that may be emphasis. */
export function hasOpenMarks(texts: readonly Inline[]): boolean {
  const isMark = ({ value = '', isEscaped }: Inline): boolean =>
    [...value.matchAll(/\*+|_+|~~/g)].some(({ index }) => isEscaped?.(index) !== true);
  return texts.some(isMark) && texts.some(({ value = '' }) => Array.from(value).some(isChinese));
}

/** Makes one text of neighbouring ones: a run of marks may have been cut. The same list when no two are neighbours. */
function joinTexts(nodes: readonly Inline[]): readonly Inline[] {
  if (nodes.every(({ type }, index) => type !== 'text' || nodes[index + 1]?.type !== 'text')) return nodes;
  const joined: Inline[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type !== 'text' || last?.type !== 'text') {
      joined.push(node);
      continue;
    }
    const first = last.value ?? '';
    const isEscaped = (index: number): boolean =>
      (index < first.length ? last.isEscaped?.(index) : node.isEscaped?.(index - first.length)) === true;
    joined.splice(-1, 1, { type: 'text', value: `${first}${node.value ?? ''}`, isEscaped });
  }
  return joined;
}

/** Maps a list; the same list when every element stays the same. */
function mapSame<T>(list: readonly T[], map: (element: T) => T): readonly T[] {
  const mapped = list.map(map);
  return mapped.every((element, index) => element === list[index]) ? list : mapped;
}
