import { expect, test } from 'vitest';
import { readRefused, refusalOf } from './refused.ts';

const problem = { code: 'capability_missing', message: 'This needs root.', fix: 'Read on.' };
const zh = { message: '这里要有 root 权限。', fix: '可以先往下读。' };

test('each cell is refused with its own problem, and one that is not named is run', () => {
  const admin = { ...problem, message: 'This needs an administrator.' };
  const refused = readRefused([
    { cells: ['2', '4'], problem: { ...problem, zh } },
    { cells: ['5'], problem: admin },
  ]);
  expect(['2', '4', '5', '1'].map((cell) => refusalOf(refused ?? [], cell))).toEqual([
    { ...problem, zh },
    { ...problem, zh },
    admin,
    null,
  ]);
});

test.each([
  [{ cells: ['2'] }, undefined],
  [[{ cells: ['2'] }], []],
  [[{ cells: '2', problem }], []],
  [[{ cells: [2, '3'], problem }], [{ cells: ['3'], problem }]],
  [[null], []],
])('an answer of another shape refuses nothing that it does not name: %j', (answer, refused) => {
  expect(readRefused(answer)).toEqual(refused);
});
