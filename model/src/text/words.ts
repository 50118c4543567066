/** The longest text that a message shows, in characters. */
const longest = 300;
/** The longest text that a sentence of ours quotes, in characters. */
const quotedLength = 160;

/** Formats, private use, unassigned, and what the standard lets a reader draw as nothing. */
export const hidden = /[\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const escape = String.fromCodePoint(27);
/** Control sequences, titles and links, and the two-character escapes of a terminal (ECMA-48). */
const controls = new RegExp(
  `${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${escape}\\u0007]*(?:\\u0007|${escape}\\\\)?|[ -/]*[0-~])`,
  'gu',
);

/** Formats words of the cluster for a sentence: on one line and short, with what cannot be seen left out or escaped. */
export function formatWords(text: string, limit = longest): string {
  const line = text
    .replaceAll(controls, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return cutText(line.replaceAll(hidden, escapeCharacter), limit);
}

/** Ends a Chinese sentence with another program's words, marked as a quotation. */
export function quoted(sentence: string, words: string): string {
  const clean = formatWords(words).replace(/\.$/, '');
  const cut = clean.length > quotedLength ? `${clean.slice(0, quotedLength)}…` : clean;
  return `${sentence}，原文是“${cut}”。`;
}

/** Cuts a text at a space near the limit, or at the limit. */
export function cutText(text: string, limit = longest): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit);
  const space = head.lastIndexOf(' ');
  return `${head.slice(0, space > limit / 2 ? space : limit).replace(/[\uD800-\uDBFF]$/, '')} …`;
}

/** Returns a character as `\u200b`. */
export function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
