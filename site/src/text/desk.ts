import type { Language } from '@drydock/model';
import { desk as english } from './en/desk.ts';
import type { Text } from './en.ts';
import { textOf } from './text.ts';
import { desk as chinese } from './zh/desk.ts';

/** All words of a lesson's cells and of its desk. */
export type DeskText = Text & typeof english;

const dictionaries: Record<Language, DeskText> = {
  en: { ...textOf('en'), ...english },
  zh: { ...textOf('zh'), ...chinese },
};

/** The words in one language; apart from the others, since they are loaded when a cell is used. */
export function deskTextOf(language: Language): DeskText {
  return dictionaries[language];
}
