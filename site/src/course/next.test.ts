import { expect, test } from 'vitest';
import { nextSteps } from './next.ts';

const text = (words: string) => ({ en: words, zh: words });
const lesson = (number: string, labs: string[]) => ({
  id: `m/l${number}`,
  lesson: { id: `l${number}`, number, title: text(`L${number}`), summary: text(''), labs },
  labs,
});
const module = { id: 'm', number: 1, title: text('M'), lessons: [] };
const order = [
  { module, lessons: [lesson('1.1', ['a']), lesson('1.2', [])], planned: [] },
  { module, lessons: [lesson('2.1', ['b'])], planned: [] },
];
const labs = new Map(['a', 'b'].map((id) => [id, { id, title: `Lab ${id}` }]));

test('after a lab come the next lab and the next lesson, in another module too', () => {
  expect(nextSteps('a', labs, order, 'zh')).toEqual([
    { kind: 'lab', href: '/zh/labs/b/', label: 'Lab b' },
    { kind: 'lesson', href: '/zh/m/l1.2/', label: '1.2 L1.2' },
  ]);
});

test('after the last one there is nothing to go on with', () => {
  expect(nextSteps('b', labs, order, 'en')).toEqual([]);
});
