import { expect, test } from 'vitest';
import { nextSteps } from './next.ts';

const text = (words: string) => ({ en: words, zh: words });
const module = { id: 'm', number: 1, title: text('M'), lessons: [] };
const lesson = (number: string, labs: string[]) => ({
  module,
  lesson: { id: `l${number}`, number, title: text(`L${number}`), summary: text(''), labs },
});
const written = [lesson('1.1', ['a', 'unwritten']), lesson('1.2', []), lesson('1.3', ['b'])];
const labs = new Map(['a', 'b'].map((id) => [id, { id, title: `Lab ${id}` }]));

test('after a lab come the next lab that exists and the next lesson that is written', () => {
  expect(nextSteps({ id: 'a', lesson: 'm/l1.1' }, labs, written, 'zh')).toEqual([
    { kind: 'lab', href: '/zh/labs/b/', label: 'Lab b' },
    { kind: 'lesson', href: '/zh/m/l1.2/', label: '1.2 L1.2' },
  ]);
});

test('after the last one there is nothing to go on with', () => {
  expect(nextSteps({ id: 'b', lesson: 'm/l1.3' }, labs, written, 'en')).toEqual([]);
});
