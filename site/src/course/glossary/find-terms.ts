import type { Language } from '@drydock/model';
import type { Term } from './glossary.ts';

/** A piece of text, with the term it is the first use of. */
export interface Piece {
  readonly text: string;
  readonly term?: Term;
}

/**
 * Returns a function that cuts the texts of one page, given in their order, at the first use of each term. English words are found whole,
 * in singular and plural; Chinese has no borders between words, so the longest term wins.
 */
export function createTermFinder(terms: readonly Term[], language: Language): (text: string) => readonly Piece[] {
  const forms = terms
    .flatMap((term) => term.forms[language].map((form) => ({ term, form })))
    .toSorted((a, b) => b.form.length - a.form.length);
  const unseen = new Set(forms.map(({ term }) => term));
  const pattern = new RegExp(forms.map(({ form }) => `(${patternOf(form)})`).join('|'), 'gu');
  return (text) => {
    if (unseen.size === 0) return [{ text }];
    const pieces: Piece[] = [];
    let at = 0;
    for (const match of text.matchAll(pattern)) {
      const term = forms[match.slice(1).findIndex((group) => group !== undefined)]?.term;
      if (!term || !unseen.delete(term)) continue;
      if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
      pieces.push({ text: match[0], term });
      at = match.index + match[0].length;
    }
    if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at) });
    return pieces;
  };
}

/** The start of a sentence may capitalise a word; a word with a capital of its own, such as Service, is another one without it. */
function patternOf(form: string): string {
  const [first = '', ...rest] = form;
  const begin = /[a-z]/.test(first) ? `[${first}${first.toUpperCase()}]` : escaped(first);
  const word = begin + rest.map((letter) => (letter === ' ' ? String.raw`\s+` : escaped(letter))).join('');
  const isLatin = (letter: string | undefined): boolean => /[A-Za-z0-9]/.test(letter ?? '');
  const before = isLatin(first) ? String.raw`(?<![\w/.-])` : '';
  if (!isLatin(form.at(-1))) return before + word;
  const plural = /[^aeiou]y$/.test(form) ? `${word.slice(0, -1)}(?:y|ies)` : `${word}(?:e?s)?`;
  return String.raw`${before}${plural}(?![\w/-]|\.\w)`;
}

function escaped(letter: string): string {
  return letter.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
