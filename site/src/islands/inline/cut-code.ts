/** Cuts a sentence at its backticks into plain and code pieces; a backtick without a partner stays text. */
export function cutCode(text: string): { text: string; isCode: boolean }[] {
  const pieces: { text: string; isCode: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(/`([^`\n]+)`/g)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), isCode: false });
    pieces.push({ text: match[1] ?? '', isCode: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isCode: false });
  return pieces;
}
