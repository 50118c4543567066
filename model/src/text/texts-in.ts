import type { Language, Text } from '../language.ts';

/** Makes the texts of a room in both languages from its two dictionaries. */
export function textsIn<Texts>(texts: { readonly en: Texts; readonly zh: Texts }) {
  return (say: (text: Texts, language: Language) => string): Text => ({
    en: say(texts.en, 'en'),
    zh: say(texts.zh, 'zh'),
  });
}
