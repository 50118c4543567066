import { expect, test } from 'vitest';
import { align, isMatch } from './align.ts';

const matches = (shown: string, found: string): boolean => isMatch(align(shown, found));

test.each([
  ['a\nb', 'a\nb\n'],
  ['a\n…\nd', 'a\nb\nc\nd'],
  ['a\n…', 'a'],
  ['…\nd', 'c\nd'],
  ['…', ''],
  ['pod/… created', 'pod/soup created'],
  ['  Node: …', '  Node:   node-1/172.18.0.2'],
  ['a … c', 'a b c'],
  ['soup   1/1   Running   0   5s', 'soup   1/1     Running   0          12s'],
])('%j matches %j', (shown, found) => {
  expect(matches(shown, found)).toBe(true);
});

test.each([
  ['a', ''],
  ['', 'a'],
  ['a\nb', 'b\na'],
  ['a\n…\nd', 'a\nb\nc'],
  ['pod/… created', 'pod/soup configured'],
  ['soup   1/1   Running   0   5s', 'soup   0/1     Pending   0          12s'],
  ['a', 'a\nb'],
])('%j does not match %j', (shown, found) => {
  expect(matches(shown, found)).toBe(false);
});

test('what differs is told line by line, and what is elided with what it stands for', () => {
  expect(align('a\n…\nd\ne', 'a\nb\nc\nd\nf')).toEqual([
    { kind: 'same', shown: 'a', found: 'a' },
    { kind: 'elided', shown: '…', found: ['b', 'c'] },
    { kind: 'same', shown: 'd', found: 'd' },
    { kind: 'missing', shown: 'e' },
    { kind: 'extra', found: 'f' },
  ]);
});
