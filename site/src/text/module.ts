import type { Language } from '@drydock/model';
import { module as en, type ModuleWords } from './en/module.ts';
import { module as zh } from './zh/module.ts';

const dictionaries: Record<Language, ModuleWords> = { en, zh };

/** The words of the pages of modules. */
export function moduleTextOf(language: Language): ModuleWords {
  return dictionaries[language];
}
