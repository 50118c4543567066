import { expect, test } from 'vitest';
import { lessonFacts } from './lesson-facts.ts';

test('a lesson tells its reading time by words or characters, and its questions', () => {
  const english = `${'word '.repeat(600)}<Quiz id="q1" question="a > b?">x</Quiz>\n<Quiz question="?" id="q2"></Quiz>`;
  expect(lessonFacts(english, 'en')).toEqual({ minutes: 3, quizzes: ['q1', 'q2'] });
  expect(lessonFacts('字'.repeat(2000), 'zh').minutes).toBe(5);
  expect(lessonFacts('', 'en')).toEqual({ minutes: 1, quizzes: [] });
});
