/** A text that is not too long for a page. */
export function brief(text: string | null | undefined, most = 400): string | null {
  if (text == null || text === '') return null;
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
