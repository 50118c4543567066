import { expect, test } from 'vitest';
import { nextTerminal, readTerminals } from './tabs.ts';

test('a new terminal takes the first free number of its kind', () => {
  const open = [
    { name: 'shell-1', kind: 'workspace' as const },
    { name: 'shell-3', kind: 'workspace' as const },
  ];
  expect(nextTerminal(open, 'workspace').name).toBe('shell-2');
  expect(nextTerminal(open, 'node')).toEqual({ name: 'node-1', kind: 'node' });
});

test('the list of the server is read; what is no list is refused', () => {
  expect(readTerminals([{ terminal: 'node-1', kind: 'node' }, { terminal: 'shell-1', kind: 'workspace' }, 7])).toEqual([
    { name: 'node-1', kind: 'node' },
    { name: 'shell-1', kind: 'workspace' },
  ]);
  expect(readTerminals({ code: 'not_found' })).toBeUndefined();
});
