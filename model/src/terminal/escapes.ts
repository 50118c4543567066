/**
 * Returns which characters of a text of Markdown were escaped in its source, by a backslash or as an entity. What cannot be followed from the source
 * counts as escaped: better a star too many than emphasis nobody meant.
 */
export function escapesIn(source: string, text: string): (index: number) => boolean {
  if (source === text) return () => false;
  const escaped = new Set<number>();
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const rest = source.slice(at);
    // The blanks that end and indent a line are not in its text.
    const [piece] = (text[index] === '\n' ? /^[ \t]*\n[ \t>]*/ : /^&(?:#\d+|#[xX][\da-fA-F]+|\w+);/).exec(rest) ?? [];
    if (piece !== undefined && (text[index] === '\n' || text[index] !== '&' || piece === '&amp;')) {
      if (text[index] !== '\n') escaped.add(index);
      at += piece.length;
    } else if (rest[0] === text[index]) at += 1;
    else if (rest[0] === '\\' && rest[1] === text[index]) {
      escaped.add(index);
      at += 2;
    } else return (one) => one >= index || escaped.has(one);
  }
  return (index) => escaped.has(index);
}
