import { expect, test } from 'vitest';
import { nextTerminal, plainTitle, readTerminals } from './tabs.ts';

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
