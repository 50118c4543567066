import { expect, test } from 'vitest';
import type { Process } from '../process/process-table.ts';
import { keyOf, processesOf } from './processes.ts';

const each = (pid: number, parent: number, session = 10, state = 'S'): Process => ({
  pid,
  parent,
  session,
  state,
  name: `p${pid}`,
  group: session,
  foreground: -1,
  startTicks: pid * 10,
});
const agent = each(1, 0, 1);
const shell = each(10, 1);
const pidsOf = (all: readonly Process[], before: readonly Process[] = []) =>
  processesOf(10, [agent, shell, ...all], new Set(before.map(keyOf))).map(({ pid }) => pid);

test('what a shell started is its own, however far down and in whatever session', () => {
  expect(pidsOf([each(11, 10), each(12, 11), each(13, 12, 13), each(14, 13, 13)])).toEqual([11, 12, 13, 14]);
});

test('a process whose parent is gone is known by its session', () => {
  expect(pidsOf([each(20, 1), each(21, 20)])).toEqual([20, 21]);
});

test('the agent, other shells and their processes are not touched', () => {
  expect(pidsOf([each(30, 1, 30), each(31, 30, 30), each(40, 1, 1)])).toEqual([]);
});

test('jobs of earlier runs are not of this run, nor is what they start', () => {
  const job = each(11, 10);
  const daemon = each(12, 1);
  expect(pidsOf([job, daemon, each(15, 11), each(16, 12), each(17, 10)], [job, daemon])).toEqual([17]);
});

test('a number used again is another process', () => {
  const now = { ...each(11, 10), startTicks: 5000 };
  expect(pidsOf([now], [each(11, 10)])).toEqual([11]);
});

test('what has ended already is no process', () => {
  expect(pidsOf([each(11, 10, 10, 'Z')])).toEqual([]);
});
