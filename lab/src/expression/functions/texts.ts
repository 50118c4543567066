import { ValueError } from './value-error.ts';

/** What CEL does with texts: it counts characters, not the halves of which JavaScript makes some. */

const characters = (text: string): string[] => Array.from(text);

function within(index: bigint, length: number, what: string): number {
  if (index < 0n || index > BigInt(length))
    throw new ValueError(`${what} ${index} is outside of a text of ${length} characters`);
  return Number(index);
}

export function indexOf(text: string, part: string, from = 0n): bigint {
  const all = characters(text);
  const start = within(from, all.length, 'the index');
  const found = all.slice(start).join('').indexOf(part);
  if (found === -1) return -1n;
  return BigInt(start + characters(all.slice(start).join('').slice(0, found)).length);
}

export function lastIndexOf(text: string, part: string, from?: bigint): bigint {
  const all = characters(text);
  const last = from === undefined ? all.length : within(from, all.length, 'the index');
  const size = characters(part).length;
  for (let at = Math.min(last, all.length - size); at >= 0; at -= 1)
    if (all.slice(at, at + size).join('') === part) return BigInt(at);
  return -1n;
}

export function substring(text: string, start: bigint, end?: bigint): string {
  const all = characters(text);
  const from = within(start, all.length, 'the start');
  const to = end === undefined ? all.length : within(end, all.length, 'the end');
  if (to < from) throw new ValueError(`the end ${to} lies before the start ${from}`);
  return all.slice(from, to).join('');
}

export function charAt(text: string, index: bigint): string {
  const all = characters(text);
  return all[within(index, all.length, 'the index')] ?? '';
}

export function replace(text: string, from: string, to: string, atMost = -1n): string {
  if (atMost < 0n) return replaceSome(text, from, to, Infinity);
  return replaceSome(text, from, to, Number(atMost));
}

function replaceSome(text: string, from: string, to: string, atMost: number): string {
  const parts = from === '' ? ['', ...characters(text), ''] : text.split(from);
  const count = Math.min(atMost, parts.length - 1);
  const join = (pieces: readonly string[], between: string): string => pieces.join(between);
  return [join(parts.slice(0, count + 1), to), ...parts.slice(count + 1)].join(from);
}

export function split(text: string, separator: string, atMost = -1n): string[] {
  const parts = separator === '' ? characters(text) : text.split(separator);
  if (atMost === 0n) return [];
  if (atMost < 0n || BigInt(parts.length) <= atMost) return parts;
  const kept = Number(atMost) - 1;
  return [...parts.slice(0, kept), parts.slice(kept).join(separator)];
}

export const lowerAscii = (text: string): string => text.replaceAll(/[A-Z]+/g, (part) => part.toLowerCase());
export const upperAscii = (text: string): string => text.replaceAll(/[a-z]+/g, (part) => part.toUpperCase());
export const reverse = (text: string): string => characters(text).toReversed().join('');

/** Takes what Unicode calls white space off both ends. */
export const trim = (text: string): string => text.replaceAll(/^\p{White_Space}+|\p{White_Space}+$/gu, '');
