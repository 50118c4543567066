import { expect, test } from 'vitest';
import { labTextOf } from '../../text/lab.ts';
import { firstTitle, nextTerminal, placeOf, plainTitle, readTerminals } from './tabs.ts';

test('a new terminal takes the first free number of its kind', () => {
  const open = [
    { name: 'shell-1', kind: 'workspace' as const },
    { name: 'shell-3', kind: 'workspace' as const },
  ];
  expect(nextTerminal(open, 'workspace').name).toBe('shell-2');
  expect(nextTerminal(open, 'node')).toEqual({ name: 'node-1', kind: 'node' });
});

test('the list of the server is read; what is no list is refused', () => {
  const listed = [
    { terminal: 'node-1', kind: 'node', title: 'node-1' },
    { terminal: 'shell-1', kind: 'workspace', title: 'editor' },
    7,
  ];
  expect(readTerminals(listed)).toEqual([
    { name: 'node-1', kind: 'node' },
    { name: 'shell-1', kind: 'workspace', title: 'editor' },
  ]);
  expect(readTerminals({ code: 'not_found' })).toBeUndefined();
});

test('a title from a program is plain text of at most 64 characters', () => {
  expect(plainTitle(' vim\u0007\u202e notes.txt\u200b ')).toBe('vim notes.txt');
  expect(Array.from(plainTitle('海'.repeat(80)))).toHaveLength(64);
});

test('a terminal of one of several nodes is named after it, and counted by node', () => {
  const first = nextTerminal([], 'node', 'worker');
  expect(first).toEqual({ name: 'worker-1', kind: 'node' });
  const open = [first, nextTerminal([first], 'node', 'worker')];
  expect(open[1]?.name).toBe('worker-2');
  expect(nextTerminal(open, 'node', 'worker2').name).toBe('worker2-1');
  expect(nextTerminal(open, 'node', 'control-plane').name).toBe('control-plane-1');
  expect([...open, nextTerminal([], 'node'), nextTerminal([], 'workspace')].map(placeOf)).toEqual([
    'node worker',
    'node worker',
    'node',
    'workspace',
  ]);
  const text = labTextOf('en');
  expect(firstTitle({ name: 'worker2-1', kind: 'node' }, text)).toBe('worker2 1');
  expect(firstTitle({ name: 'node-3', kind: 'node' }, text)).toBe('Node shell 3');
  expect(firstTitle({ name: 'shell-2', kind: 'workspace' }, text)).toBe('Shell 2');
});
