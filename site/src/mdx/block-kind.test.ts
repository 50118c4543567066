import { expect, test } from 'vitest';
import { textOf } from '../text/text.ts';
import { blockKind, blockLabel, terminalButton } from './block-kind.ts';

test('a block of commands names the terminal it is typed into', () => {
  expect(blockKind('sh', '', 'ls\n')).toEqual({ kind: 'commands', where: 'workspace', commands: 'ls' });
  expect(blockKind('sh', 'node', 'ls')).toEqual({ kind: 'commands', where: 'node', commands: 'ls' });
  expect(blockKind('sh', 'wrap node', 'ls').where).toBe('node');
  expect(blockKind('sh', 'title="a node here"', 'ls').where).toBe('workspace');
});

test('a block for one of several nodes names it, above and on its button', () => {
  const block = blockKind('sh', 'node worker2 wrap', 'ls');
  expect(block).toEqual({ kind: 'commands', where: 'node', node: 'worker2', commands: 'ls' });
  expect(blockKind('sh', 'node control-plane', 'ls').node).toBe('control-plane');
  expect(blockKind('sh', 'node wrap', 'ls')).not.toHaveProperty('node');
  const text = textOf('en');
  expect(blockLabel(block, 'sh', text)).toBe('Terminal of worker2');
  expect(terminalButton(block, text)).toEqual({
    words: 'Copy to the terminal of worker2',
    data: { where: 'node', node: 'worker2' },
  });
  expect(terminalButton(blockKind('sh', 'node', 'ls'), text).data).toEqual({ where: 'node' });
});

test('what a program printed, a file, and a command that is not whole offer nothing to type', () => {
  expect(blockKind('console', 'wrap', 'NAME  READY')).toEqual({ kind: 'output', where: 'workspace' });
  expect(blockKind('text', '', 'hello')).toEqual({ kind: 'output', where: 'workspace' });
  expect(blockKind('yaml', '', 'a: 1')).toEqual({ kind: 'file', where: 'workspace' });
  expect(blockKind('sh', '', 'cat <<EOF')).toEqual({ kind: 'commands', where: 'workspace' });
});
