import { expect, test } from 'vitest';
import { blockKind } from './block-kind.ts';

test('a block of commands names the terminal it is typed into', () => {
  expect(blockKind('sh', '', 'ls\n')).toEqual({ kind: 'commands', where: 'workspace', commands: 'ls' });
  expect(blockKind('sh', 'node', 'ls')).toEqual({ kind: 'commands', where: 'node', commands: 'ls' });
  expect(blockKind('sh', 'wrap node', 'ls').where).toBe('node');
  expect(blockKind('sh', 'title="a node here"', 'ls').where).toBe('workspace');
});

test('what a program printed, a file, and a command that is not whole offer nothing to type', () => {
  expect(blockKind('console', 'wrap', 'NAME  READY')).toEqual({ kind: 'output', where: 'workspace' });
  expect(blockKind('text', '', 'hello')).toEqual({ kind: 'output', where: 'workspace' });
  expect(blockKind('yaml', '', 'a: 1')).toEqual({ kind: 'file', where: 'workspace' });
  expect(blockKind('sh', '', 'cat <<EOF')).toEqual({ kind: 'commands', where: 'workspace' });
});
