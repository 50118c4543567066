import type { Verdict } from '@drydock/model';
import { expect, test } from 'vitest';
import type { Lab } from './lab.ts';
import { pointsReached, scriptUpTo, tasksAround } from './resume-points.ts';
import { testCheck, testLab } from './testing/test-lab.ts';

const place = { line: 1, column: 1 };
const checks = (task: string) => ['a', 'b'].map((id) => ({ ...testCheck, task, id: `${task}-${id}` }));
const lab: Lab = {
  ...testLab(),
  tasks: [
    { id: 'found', points: 1, title: { en: 'Found', zh: '建' }, resume: true, checks: checks('found') },
    { id: 'join', points: 1, title: { en: 'Join', zh: '加入' }, checks: checks('join') },
    { id: 'tell', points: 1, title: { en: 'Tell', zh: '说' }, resume: true, checks: checks('tell') },
    { id: 'note', points: 1, title: { en: 'Note', zh: '记' }, checks: checks('note') },
  ],
  shown: [
    { where: 'workspace', text: 'one', place },
    { where: 'node', text: 'two', ends: 'found', place },
    { where: 'workspace', text: 'three', ends: 'tell', place },
    { where: 'workspace', text: 'four', place },
  ],
};

const passed = (...ids: readonly string[]): Verdict[] =>
  lab.tasks.flatMap((task) =>
    task.checks.map(({ id }): Verdict => ({
      task: task.id,
      check: id,
      outcome: ids.some((prefix) => id.startsWith(prefix)) ? 'pass' : 'fail',
      pending: false,
      message: { en: '', zh: '' },
      at: '2026-01-01T00:00:00Z',
    })),
  );

test('a point is reached when every check of its task and of all before it passes', () => {
  expect(pointsReached(lab, [])).toEqual([]);
  expect(pointsReached(lab, passed('found-a'))).toEqual([]);
  expect(pointsReached(lab, passed('found'))).toEqual(['found']);
  expect(pointsReached(lab, passed('found', 'tell'))).toEqual(['found']);
  expect(pointsReached(lab, passed('join', 'tell', 'note'))).toEqual([]);
  expect(pointsReached(lab, passed('found', 'join', 'tell'))).toEqual(['found', 'tell']);
});

test('the commands up to a point are those of all blocks up to the one that ends its task', () => {
  const two = "node-shell <<'END_OF_NODE_BLOCK'\nset -eu\ntwo\nEND_OF_NODE_BLOCK\n";
  expect(scriptUpTo(lab, 'found')).toBe(`set -eu\none\n${two}`);
  expect(scriptUpTo(lab, 'tell')).toBe(`set -eu\none\n${two}three\n`);
});

test('there are no commands up to what is not a point', () => {
  expect(scriptUpTo(lab, 'join')).toBeUndefined();
  expect(scriptUpTo(lab, 'nowhere')).toBeUndefined();
  expect(scriptUpTo({ ...lab, tasks: lab.tasks.filter(({ resume }) => !resume) }, 'found')).toBeUndefined();
});

test('a point parts the tasks in those done and those left', () => {
  const ids = ({ done, left }: ReturnType<typeof tasksAround>) => [done, left].map((part) => part.map(({ id }) => id));
  expect(ids(tasksAround(lab, 'found'))).toEqual([['found'], ['join', 'tell', 'note']]);
  expect(ids(tasksAround(lab, 'tell'))).toEqual([['found', 'join', 'tell'], ['note']]);
});
