/** Makes text that may come from a cluster safe for a terminal: what would move the cursor or change colours is escaped. */
export function printable(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
    return isControl && character !== '\n' ? `\\u${code.toString(16).padStart(4, '0')}` : character;
  }).join('');
}
