import { parameterPlace } from '@drydock/model';

/** A text cut into plain pieces and parameter places. */
export type Piece = { text: string } | { parameter: string };

/** Cuts `user-{{token}}` into `user-` and the place of `token`, when the lab has such a parameter; other braces are text, and so is `\{{token}}`, without its backslash. */
export function cutParameters(text: string, declared: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  let at = 0;
  for (const { 0: place, 1: escape = '', 2: name = '', index } of text.matchAll(parameterPlace)) {
    plain += text.slice(at, index);
    at = index + place.length;
    if (escape !== '' || !declared.has(name)) {
      plain += place.slice(escape.length);
      continue;
    }
    if (plain !== '') pieces.push({ text: plain });
    plain = '';
    pieces.push({ parameter: name });
  }
  plain += text.slice(at);
  return plain === '' ? pieces : [...pieces, { text: plain }];
}

/**
 * Joins placeholders that a highlighter cut over several neighbouring texts (`{{`, `token`, `}}`): each ends up whole in the text where it began.
 * The joined length stays the same.
 */
export function gatherPlaceholders(texts: readonly string[]): string[] {
  const gathered = [...texts];
  const joined = texts.join('');
  for (const match of joined.matchAll(parameterPlace)) {
    const end = match.index + match[0].length;
    let start = 0;
    let isFirst = true;
    for (const [index, text] of texts.entries()) {
      const from = Math.max(match.index, start);
      const to = Math.min(end, start + text.length);
      if (from < to) {
        const offset = start;
        const own = text.slice(from - offset, to - offset);
        if (isFirst) gathered[index] = replaceLast(gathered[index] ?? '', own, match[0]);
        // A later part always stands at the beginning of its text.
        else gathered[index] = (gathered[index] ?? '').slice(own.length);
        isFirst = false;
      }
      start += text.length;
    }
  }
  return gathered;
}

function replaceLast(text: string, part: string, by: string): string {
  const at = text.lastIndexOf(part);
  return at < 0 ? text : text.slice(0, at) + by + text.slice(at + part.length);
}
