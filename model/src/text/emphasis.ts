import { isChinese } from './chinese.ts';
import type { Inline } from './inline.ts';

/** A run of `*`, `_` or `~~` that may begin or end something. */
interface Run {
  readonly mark: string;
  readonly length: number;
  left: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
}
type Part = { readonly node: Inline } | { readonly run: Run };

/** Makes emphasis of the runs in a list of inline nodes, as CommonMark pairs them; the same list when there is no pair. */
export function emphasize(nodes: readonly Inline[]): readonly Inline[] {
  if (!nodes.some(({ type, value = '' }) => type === 'text' && /[*_]|~~/.test(value))) return nodes;
  const parts = partsOf(nodes);
  let isChanged = false;
  for (let at = 0; at < parts.length; at++) {
    const closer = runAt(parts, at);
    if (!closer?.canClose || closer.left === 0) continue;
    const from = openerOf(parts, at, closer);
    const opener = from === undefined ? undefined : runAt(parts, from);
    if (from === undefined || !opener) continue;
    const size = closer.mark === '~' || (opener.left >= 2 && closer.left >= 2) ? 2 : 1;
    const type = closer.mark === '~' ? 'delete' : size === 2 ? 'strong' : 'emphasis';
    opener.left -= size;
    closer.left -= size;
    const children = nodesOf(parts.slice(from + 1, at));
    parts.splice(from + 1, at - from - 1, { node: { type, children } });
    isChanged = true;
    // The closer may close what is around as well.
    at = from + 1;
  }
  return isChanged ? nodesOf(parts) : nodes;
}

function openerOf(parts: readonly Part[], at: number, closer: Run): number | undefined {
  for (let from = at - 1; from >= 0; from--) {
    const run = runAt(parts, from);
    if (run?.mark !== closer.mark || !run.canOpen || run.left === 0) continue;
    if (closer.mark === '~') return from;
    // CommonMark's rule of three: `*a**b*` has one emphasis, not two.
    const isMixed = run.canClose || closer.canOpen;
    const isThird = (run.length + closer.length) % 3 === 0 && !(run.length % 3 === 0 && closer.length % 3 === 0);
    if (!(isMixed && isThird) || at === from + 1) return at === from + 1 ? undefined : from;
  }
  return undefined;
}

function runAt(parts: readonly Part[], at: number): Run | undefined {
  const part = parts[at];
  return part && 'run' in part ? part.run : undefined;
}

/** Cuts texts at their runs. The characters beside a run decide what it can do; a node that is not a text counts as a mark. */
function partsOf(nodes: readonly Inline[]): Part[] {
  return nodes.flatMap((node, index): Part[] => {
    if (node.type !== 'text') return [{ node }];
    const text = node.value ?? '';
    const parts: Part[] = [];
    let at = 0;
    for (const { 0: marks, index: from } of text.matchAll(/\*+|_+|~~(?!~)/g)) {
      if (node.isEscaped?.(from) === true || (marks === '~~' && text[from - 1] === '~')) continue;
      if (from > at) parts.push({ node: { type: 'text', value: text.slice(at, from) } });
      at = from + marks.length;
      const before = Array.from(text.slice(0, from)).at(-1) ?? edge(nodes[index - 1], -1);
      const after = Array.from(text.slice(at, at + 2))[0] ?? edge(nodes[index + 1], 0);
      parts.push({
        run: { mark: marks[0] ?? '', length: marks.length, left: marks.length, ...flanks(marks, before, after) },
      });
    }
    if (at < text.length) parts.push({ node: { type: 'text', value: text.slice(at) } });
    return parts;
  });
}

function edge(node: Inline | undefined, end: 0 | -1): string | undefined {
  if (node === undefined) return undefined;
  return node.type === 'text' ? Array.from(node.value ?? '').at(end) : node.type === 'break' ? '\n' : '`';
}

/** CommonMark's flanking rules, but Chinese beside a run counts as the blank that is never written there. */
function flanks(
  marks: string,
  before: string | undefined,
  after: string | undefined,
): { canOpen: boolean; canClose: boolean } {
  const isBlank = (one: string | undefined): boolean => one === undefined || /\s/.test(one);
  const isMark = (one: string | undefined): boolean => one !== undefined && /[\p{P}\p{S}]/u.test(one);
  const isNear = isChinese(before) || isChinese(after);
  const isLeft = !isBlank(after) && (!isMark(after) || isBlank(before) || isMark(before) || isNear);
  const isRight = !isBlank(before) && (!isMark(before) || isBlank(after) || isMark(after) || isNear);
  if (!marks.startsWith('_')) return { canOpen: isLeft, canClose: isRight };
  return {
    canOpen: isLeft && (!isRight || isMark(before) || isChinese(before)),
    canClose: isRight && (!isLeft || isMark(after) || isChinese(after)),
  };
}

/** Parts as nodes; marks that paired with nothing are text again, and neighbouring texts one. */
function nodesOf(parts: readonly Part[]): Inline[] {
  const nodes: Inline[] = [];
  for (const part of parts) {
    const node = 'node' in part ? part.node : { type: 'text', value: part.run.mark.repeat(part.run.left) };
    if (node.type === 'text' && node.value === '') continue;
    const last = nodes.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      nodes.splice(-1, 1, { type: 'text', value: `${last.value ?? ''}${node.value ?? ''}` });
    else nodes.push(node);
  }
  return nodes;
}
