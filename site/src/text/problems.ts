import type { Language } from '@drydock/model';
import type { Words } from './words.ts';
import { problems, unknownProblem } from './zh/problems.ts';

/** The words for a code in a language; undefined in English, where the server's own words are shown. */
export function problemWords(code: string, language: Language): Words | undefined {
  return language === 'zh' ? (problems[code] ?? unknownProblem) : undefined;
}
