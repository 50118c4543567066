import type { Language } from '@drydock/model';
import { glossary as en, type GlossaryText } from './en/glossary.ts';
import { glossary as zh } from './zh/glossary.ts';

const dictionaries: Record<Language, GlossaryText> = { en, zh };

/** The words of the glossary. */
export function glossaryTextOf(language: Language): GlossaryText {
  return dictionaries[language];
}
