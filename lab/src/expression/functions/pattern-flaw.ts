import type { RE2JSSyntaxException } from 're2js';

/** What RE2 does not take in a pattern, and what to write instead. */
export interface PatternFlaw {
  readonly message: string;
  readonly fix: string;
}

/** How a sign of patterns is written that is meant as a character: in an expression the backslash is doubled. */
const asText = (sign: string): string => String.raw`Write the character ${sign} as \\${sign}`;

const lookaround: PatternFlaw = {
  message: 'it looks ahead or behind',
  fix: 'Write two conditions, one of them with !.',
};
const backReference: PatternFlaw = {
  message: 'it refers back to a group',
  fix: 'Compare the two parts outside of the pattern.',
};
const range: PatternFlaw = {
  message: 'a range goes from the smaller character to the greater',
  fix: 'Write [a-z]; the character - comes first or last, as in [a-z-].',
};

/** Our texts for RE2's errors; each gets the faulty part of the pattern. */
const words: Readonly<Record<string, (part: string) => PatternFlaw>> = {
  'invalid or unsupported Perl syntax': groupFlaw,
  'invalid named capture': (part) =>
    /^\(\?<[=!]/.test(part)
      ? lookaround
      : { message: `${part} has no name`, fix: 'Write (?P<name>…), with letters, digits and _.' },
  'duplicate capture group name': (part) => ({
    message: `two groups are called ${part}`,
    fix: 'Give each group its own name.',
  }),
  'invalid escape sequence': escapeFlaw,
  'invalid character class range': classFlaw,
  'missing closing )': () => ({
    message: 'a ( is not closed',
    fix: `${asText('(')}, or close the group with ).`,
  }),
  'unexpected )': () => ({ message: 'a ) closes nothing', fix: `${asText(')')}, or open the group with (.` }),
  'missing closing ]': () => ({
    message: 'a [ is not closed',
    fix: `${asText('[')}, or close the class with ].`,
  }),
  'missing argument to repetition operator': () => ({
    message: 'nothing is before a repetition',
    fix: `${asText('*')}, or write before it what is repeated, as in .*`,
  }),
  'invalid nested repetition operator': (part) => ({
    message: `${part} repeats a repetition`,
    fix: String.raw`Write one of the two; the character * is written as \\*.`,
  }),
  'invalid repeat count': (part) => ({
    message: `${part} is not a repetition: at most 1000 in all, the smaller number first`,
    fix: 'Write {2,5}, {2,} or {2}.',
  }),
  'trailing backslash at end of expression': () => ({
    message: String.raw`a \ is at the end`,
    fix: String.raw`Write the character \ as \\\\.`,
  }),
};

/** Explains what is wrong with a pattern that RE2 refuses. */
export function patternFlaw(error: RE2JSSyntaxException): PatternFlaw {
  const flaw = words[error.getDescription()]?.(error.getPattern() ?? '');
  return flaw ?? { message: error.message, fix: 'Write it as https://github.com/google/re2/wiki/Syntax has it.' };
}

function groupFlaw(part: string): PatternFlaw {
  if (/^\(\?[=!]/.test(part)) return lookaround;
  if (part === '(?P') return backReference;
  if (/^\(\?[a-zA-Z-]/.test(part))
    return {
      message: `${part} are not flags`,
      fix: 'Write (?i), (?s), (?m), (?U) or several as (?is); (?-i) ends one.',
    };
  return {
    message: `${part} begins a group of an unknown kind`,
    fix: 'Groups are (…), (?:…), (?i:…) and (?P<name>…).',
  };
}

function escapeFlaw(part: string): PatternFlaw {
  if (/^\\[1-9kg]/.test(part)) return backReference;
  if (/^\\[dDsSwWpP]/.test(part)) return range;
  if (/^\\[bBAz]/.test(part)) return { message: `a class does not hold ${part}`, fix: 'Write it outside of the [ ].' };
  if (/^\\[xu]/.test(part))
    return { message: `${part} is not a character`, fix: String.raw`Write \\x41 or \\x{1F600}, at most \\x{10FFFF}.` };
  return {
    message: `there is no escape ${part}`,
    fix: String.raw`Write the letter without a backslash; there are \\d \\s \\w \\b \\A \\z and \\n.`,
  };
}

function classFlaw(part: string): PatternFlaw {
  const message = `there is no class ${part}`;
  if (part.startsWith('[:'))
    return {
      message,
      fix: 'Write [[:digit:]], [[:alpha:]], [[:alnum:]], [[:space:]], [[:upper:]], [[:lower:]] or [[:punct:]].',
    };
  if (/^\\p/i.test(part))
    return { message, fix: String.raw`Write a category or script of Unicode, as in \\p{L}, \\p{Nd} or \\p{Han}.` };
  return range;
}
