import type { Language } from '@drydock/model';
import { page as en, type PageText } from './en/page.ts';
import { page as zh } from './zh/page.ts';

const dictionaries: Record<Language, PageText> = { en, zh };

/** The words that only the build writes into pages, apart from the others so that no script carries them. */
export function pageTextOf(language: Language): PageText {
  return dictionaries[language];
}
