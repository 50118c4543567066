import type { Language } from '@drydock/model';
import { lab as english } from './en/lab.ts';
import { terminal as englishTerminal } from './en/terminal.ts';
import type { Text } from './en.ts';
import { textOf } from './text.ts';
import { lab as chinese } from './zh/lab.ts';
import { terminal as chineseTerminal } from './zh/terminal.ts';

/** All words of a lab and of terminals. */
export type LabText = Text & typeof english & typeof englishTerminal;

const dictionaries: Record<Language, LabText> = {
  en: { ...textOf('en'), ...englishTerminal, ...english },
  zh: { ...textOf('zh'), ...chineseTerminal, ...chinese },
};

/** The words in one language; apart from the others, since only labs and opened terminals load them. */
export function labTextOf(language: Language): LabText {
  return dictionaries[language];
}
