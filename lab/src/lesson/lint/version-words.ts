import type { Language } from '@drydock/model';
import type { Report } from '../../problem.ts';
import type { Prose } from '../prose.ts';
import { placeIn } from './place-in.ts';

const vague: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:(?:newer|older|recent|latest|current|modern|early|earlier|later) (?:Kubernetes )?(?:versions?|releases?)|recently|nowadays|these days|since (?:a few|some|several) (?:versions|releases))\b/gi,
  zh: /(?:较?新|较?旧|老|最近的?|近期的?|早期的?|目前的?|当前的?)(?:的)?版本|近年来|最近几个版本/g,
};

/** Finds words that say "since some version" without a number: they are wrong after the next release, and nobody can search for them. */
export function checkVersionWords(prose: readonly Prose[], language: Language, report: Report): void {
  for (const piece of prose)
    for (const { 0: word, index } of piece.text.matchAll(vague[language])) {
      const sentence = piece.text.slice(index).split(/[.。](?!\d)/, 1)[0] ?? '';
      if (/\d\.\d+/.test(sentence)) continue;
      report(
        placeIn(piece, index),
        `«${word}» names no version.`,
        language === 'en' ? 'Write since 1.35, or before 1.24.' : 'Write 从 1.35 起, or 1.24 以前.',
      );
    }
}
