import { expect, test } from 'vitest';
import { shuffled } from './quiz-order.ts';

const answers = ['a', 'b', 'c', 'd'];

test('a student finds the answers where they were, and each answer is first for some student', () => {
  expect(shuffled(answers, '7 q1')).toEqual(shuffled(answers, '7 q1'));
  const firsts = Array.from({ length: 400 }, (_, seed) => shuffled(answers, `${seed} q1`)[0]);
  for (const answer of answers) {
    const share = firsts.filter((first) => first === answer).length / firsts.length;
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.35);
  }
});

test('every answer is still there, once', () => {
  expect(shuffled(answers, 'x').toSorted()).toEqual(answers);
});
