import { expect, test } from 'vitest';
import { questionsOf } from './questions.ts';

test('a question has the quizzes of its item; commas in parentheses do not end one', () => {
  expect(
    questionsOf(' Q53 first half (q53), Q34 (q34-end, q34-after; the rest is q5-4-clinic), own: q8-1-account'),
  ).toEqual([
    { number: 'Q53', quizzes: ['q53'] },
    { number: 'Q34', quizzes: ['q34-end', 'q34-after', 'q5-4-clinic'] },
    { quizzes: ['q8-1-account'] },
  ]);
});

test('the quizzes of a question named twice are put together, and one without a quiz has none', () => {
  expect(questionsOf('q24 (Q24: hostPort), q24-readonly (Q24: readOnly), Q35')).toEqual([
    { number: 'Q24', quizzes: ['q24', 'q24-readonly'] },
    { number: 'Q35', quizzes: [] },
  ]);
});
