/**
 * The text of a file without what an editor of another system adds: the byte order mark at its beginning and the
 * carriage returns of its line ends.
 */
export function plainText(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
}
