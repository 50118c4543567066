import type { Language } from '@drydock/model';
import { en, type Text } from './en.ts';
import { zh } from './zh.ts';

const dictionaries: Record<Language, Text> = { en, zh };

/** The interface's words in one language. */
export function textOf(language: Language): Text {
  return dictionaries[language];
}

/** The BCP 47 tag of a language, for `lang` attributes and dates. */
export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}
