import type { Language } from '@drydock/model';
import type { Report } from '../../problem.ts';
import type { LessonQuiz } from '../quiz.ts';

/** How much longer than every other answer the right one may be: a factor, and a difference that is seen. */
const longer = { times: 1.5, by: { en: 25, zh: 10 } } as const;

/** Finds quizzes that can be answered without knowing, or that do not say why. */
export function checkQuizzes(quizzes: readonly LessonQuiz[], language: Language, report: Report): void {
  for (const quiz of quizzes) checkQuiz(quiz, language, report);
  const positions = new Set(quizzes.map(({ choices }) => choices.findIndex(({ isCorrect }) => isCorrect)));
  const [first] = quizzes;
  if (first && quizzes.length > 2 && positions.size === 1)
    report(
      first.place,
      `The right answer of all ${quizzes.length} questions is number ${([...positions][0] ?? 0) + 1}.`,
      'Put it at another place in one of them.',
    );
}

function checkQuiz({ id, choices, place }: LessonQuiz, language: Language, report: Report): void {
  if (choices.length < 3 || choices.length > 4)
    report(
      place,
      `Quiz ${id} has ${choices.length} answers.`,
      'Write three or four, each wrong one a belief somebody holds.',
    );
  const right = choices.filter(({ isCorrect }) => isCorrect);
  if (right.length !== 1) report(place, `Quiz ${id} has ${right.length} right answers.`, 'Mark one with correct.');
  for (const choice of choices)
    if (!choice.reason?.trim())
      report(
        choice.place,
        'An answer has no reason.',
        'Write reason="…": why it is tempting, and what the cluster would show.',
      );
  const [only] = right;
  if (!only || right.length > 1 || choices.length < 2) return;
  const others = Math.max(...choices.filter((choice) => choice !== only).map(({ text }) => text.length));
  if (only.text.length > others * longer.times && only.text.length - others > longer.by[language])
    report(
      only.place,
      `The right answer has ${only.text.length} characters, the longest other one ${others}.`,
      'Shorten it, and say the rest in the reason.',
    );
}

/** Finds ids of quizzes that were used before; `known` says where. */
export function checkQuizIds(
  quizzes: readonly LessonQuiz[],
  file: string,
  known: Map<string, string>,
  report: Report,
): void {
  for (const { id, place } of quizzes) {
    const before = known.get(id);
    if (id === '') report(place, 'A quiz has no id.', 'Write id="memory-1", which no other quiz of the course has.');
    else if (before !== undefined) report(place, `Quiz ${id} is in ${before} already.`, 'Give it an id of its own.');
    else known.set(id, file);
  }
}
