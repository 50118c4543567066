import { expect, test } from 'vitest';
import { courseOrder } from './order.ts';

const text = (words: string) => ({ en: words, zh: words });
const lesson = (id: string, labs: string[]) => ({ id, number: '1.1', title: text(id), summary: text(''), labs });
const course = {
  modules: [
    { id: 'm', number: 1, title: text('M'), lessons: [lesson('one', ['a', 'b', 'unwritten']), lesson('two', ['a'])] },
    { id: 'n', number: 2, title: text('N'), lessons: [lesson('three', ['b']), lesson('later', ['a'])] },
    { id: 'o', number: 3, title: text('O'), lessons: [lesson('never', [])] },
  ],
};
const written = new Set(['one', 'two', 'three']);
const labs = new Map([
  ['a', { lesson: 'm/two' }],
  ['b', { lesson: 'n/later' }],
]);

test('a lab comes once: after its own lesson, or after the first written one that names it', () => {
  const order = courseOrder(course, (placed) => written.has(placed.lesson.id), labs);
  expect(
    order.map(({ module, lessons, planned }) => [
      module.id,
      lessons.map((one) => [one.id, one.labs]),
      planned.map(({ id }) => id),
    ]),
  ).toEqual([
    [
      'm',
      [
        ['m/one', ['b']],
        ['m/two', ['a']],
      ],
      [],
    ],
    ['n', [['n/three', []]], ['later']],
  ]);
});
