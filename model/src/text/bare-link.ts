import { isChinese } from './chinese.ts';
import type { Inline } from './inline.ts';

const address = /(?<![A-Za-z0-9])(?:https?:\/\/|www\.)[^\s<>]+/g;

/** Ends each bare link where Chinese begins, and finds the links that come after. Lists without such a link are returned as they are. */
export function cutLinks(nodes: readonly Inline[]): readonly Inline[] {
  const isLong = ({ type, url = '', children: [only] = [] }: Inline): boolean =>
    type === 'link' &&
    only?.type === 'text' &&
    isBare(url, only.value ?? '') &&
    Array.from(only.value ?? '').some(isChinese);
  if (!nodes.some(isLong)) return nodes;
  return nodes.flatMap((node) => (isLong(node) ? linked(node.children?.[0]?.value ?? '') : [node]));
}

/** A text as plain text and the links in it. */
export function linked(text: string): readonly Inline[] {
  const nodes: Inline[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    // What was cut off an earlier link is looked at again.
    if (index < at) continue;
    const shown = addressIn(found);
    if (!/^(?:https?:\/\/|www\.)[A-Za-z0-9[]/.test(shown)) continue;
    if (index > at) nodes.push({ type: 'text', value: text.slice(at, index) });
    const url = shown.startsWith('www.') ? `http://${shown}` : shown;
    nodes.push({ type: 'link', url, children: [{ type: 'text', value: shown }] });
    at = index + shown.length;
  }
  if (at < text.length)
    nodes.push(...(at === 0 ? [] : linked(text.slice(at))), ...(at === 0 ? [{ type: 'text', value: text }] : []));
  return nodes;
}

/** The part of a text that is the address: up to Chinese, without the marks that end a sentence or emphasis. */
function addressIn(found: string): string {
  const characters = Array.from(found);
  const end = characters.findIndex(isChinese);
  let shown = (end < 0 ? characters : characters.slice(0, end)).join('');
  for (;;) {
    const bare = shown.replace(/[?!.,:;*_~'"]+$/, '');
    const count = (mark: string): number => bare.split(mark).length;
    const next = bare.endsWith(')') && count(')') > count('(') ? bare.slice(0, -1) : bare;
    if (next === shown) return shown;
    shown = next;
  }
}

/** Whether a link was written as nothing but its address. */
function isBare(url: string, text: string): boolean {
  return url === text || (text.startsWith('www.') && url === `http://${text}`);
}
