import type { Language } from '@drydock/model';
import type { Report } from '../../problem.ts';
import type { Glossary } from '../glossary.ts';
import type { Prose } from '../prose.ts';
import { placeIn } from './place-in.ts';

/** Finds words that the glossary writes in another way, and Chinese terms without their English at the first use. */
export function checkTerms(prose: readonly Prose[], language: Language, glossary: Glossary, report: Report): void {
  checkWords(prose, language, glossary, report);
  if (language === 'zh') checkFirstUses(prose, glossary.terms, report);
}

/** Finds words that the glossary writes in another way. */
export function checkWords(
  prose: readonly Prose[],
  language: Language,
  { terms, phrases }: Glossary,
  report: Report,
): void {
  const wrong = [
    ...terms.flatMap((term) => term.not[language].map((not) => ({ not, write: term[language] }))),
    ...phrases[language],
  ];
  for (const piece of prose) {
    // Code is as it is, and a word in quotation marks is spoken of.
    const text = piece.text.replaceAll(/`[^`]*`|“[^”]*”/g, (quoted) => ' '.repeat(quoted.length));
    for (const { not, write } of wrong)
      for (const { index } of text.matchAll(patternOf(not, language)))
        report(placeIn(piece, index), `«${not}» is not a word of this course.`, `Write ${write}.`);
  }
}

function patternOf(word: string, language: Language): RegExp {
  const literal = word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return language === 'en' ? new RegExp(String.raw`(?<![\w-])${literal}(?![\w-])`, 'gi') : new RegExp(literal, 'g');
}

function checkFirstUses(prose: readonly Prose[], terms: Glossary['terms'], report: Report): void {
  const body = prose.filter(({ kind }) => kind === 'body');
  for (const { zh, en, isIntroduced } of terms) {
    const first = isIntroduced ? body.find(({ text }) => text.includes(zh)) : undefined;
    if (!first) continue;
    const index = first.text.indexOf(zh);
    const behind = first.text.slice(index + zh.length, index + zh.length + 60);
    const [, inBrackets = ''] = /^[”」》]?\s?（([^）]*)）/.exec(behind) ?? [];
    if (inBrackets.toLowerCase().includes(en.toLowerCase())) continue;
    report(placeIn(first, index), `${zh} is first used without its English.`, `Write ${zh}（${en}）.`);
  }
}
