import type { Language } from '@drydock/model';
import { view as en, type ViewText } from './en/view.ts';
import { view as zh } from './zh/view.ts';

const dictionaries: Record<Language, ViewText> = { en, zh };

/** The words of the cluster view, apart from the others so that only it loads them. */
export function viewTextOf(language: Language): ViewText {
  return dictionaries[language];
}
