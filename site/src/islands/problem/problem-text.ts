import type { Language, Problem } from '@drydock/model';
import { problemWords } from '../../text/problems.ts';
import { textOf } from '../../text/text.ts';
import type { Words } from '../../text/words.ts';

/** A problem as a page says it; `detail` is what the server said in another language. */
export type SaidProblem = Words & { detail?: string };

/** The two sentences of a problem in the language of the page; those without words from the server are the page's own. */
export function problemText(problem: Problem, language: Language): SaidProblem {
  const text = textOf(language);
  if (!problem.message) {
    if (problem.code === 'network') return text.network;
    if (problem.code === 'judging_unfinished') return text.judgingUnfinished;
    return text.badAnswer;
  }
  if (language === 'en') return { message: problem.message, fix: problem.fix };
  const { message, fix } = problem;
  const own = problem[language] ?? problemWords(problem.code, language) ?? { message, fix };
  return { ...own, detail: `${message} ${fix}`.trim() };
}
