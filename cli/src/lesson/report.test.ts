import { expect, test } from 'vitest';
import { align } from './output/align.ts';
import type { LessonProof } from './proof.ts';
import { countLessons, describeLesson } from './report.ts';

const cell = {
  place: 'content/en/a/b.mdx:5',
  what: 'kubectl get pods',
  exitCode: 0,
  seconds: 1,
  output: '',
  differences: [],
};
const proof: LessonProof = {
  lesson: 'a/b',
  ok: true,
  isKept: false,
  seconds: 12,
  count: 2,
  cells: [
    { ...cell, cell: '1', ok: true },
    { ...cell, cell: '2', ok: true },
  ],
  left: [],
  updated: [],
};

test('a lesson that is proved is one line, and each of its cells counts', () => {
  expect(describeLesson(proof)).toBe('✓ a/b: 2 cells (12 s)');
  expect(describeLesson({ ...proof, isKept: true, cells: [] })).toBe('✓ a/b: 2 cells (proved before)');
  expect(countLessons([proof, { ...proof, isKept: true, cells: [] }])).toBe('4 passed, 0 failed, 0 skipped');
});

test('a difference is shown line by line, with what is masked and what is elided', () => {
  const rows = align('NAME   AGE\n…\nsoup   5s\ngone', 'NAME   AGE\na      1s\nstew   7s');
  const differences = [{ language: 'zh' as const, place: 'content/zh/a/b.mdx:9', rows }];
  const red = { ...proof, ok: false, cells: [{ ...cell, cell: '1', ok: false, differences }] };
  expect(describeLesson(red).split('\n')).toEqual([
    '✗ a/b: 2 cells (12 s)',
    '  cell 1, content/en/a/b.mdx:5: kubectl get pods',
    '    content/zh/a/b.mdx:9 (zh): - expected, + found',
    '      NAME AGE',
    '      … (2 lines)',
    '    - soup ‹age›',
    '    - gone',
    '  Cells that were not run: 1',
  ]);
  expect(countLessons([red])).toBe('0 passed, 1 failed, 1 skipped');
});

test('what is left over is named, and makes a lesson red whose cells are all right', () => {
  const red = { ...proof, ok: false, left: ['Namespace kitchen'] };
  expect(describeLesson(red)).toContain('  left over: Namespace kitchen\n  A lesson removes what it makes');
  expect(countLessons([red])).toBe('2 passed, 1 failed, 0 skipped');
});
