import { cellLimits } from '@drydock/model';
import { expect, test } from 'vitest';
import { addOutput, droppedBefore, endOf, mergeOutput, type OutputPiece } from './output.ts';

const add = (...pieces: [number, string][]) =>
  pieces.reduce<readonly OutputPiece[]>((all, [offset, text]) => addOutput(all, { offset, text }), []);
const textOf = (pieces: readonly OutputPiece[]) => pieces.map(({ text }) => text).join('');

test('a piece that came before is not shown twice, also where it overlaps in the middle of Chinese', () => {
  expect(textOf(add([0, 'one '], [0, 'one '], [4, 'two']))).toBe('one two');
  expect(textOf(add([0, '集群'], [3, '群就绪']))).toBe('集群就绪');
  expect(endOf(add([0, '集群'], [3, '群就绪']))).toBe(12);
});

test('what is missing between two pieces is counted', () => {
  const pieces = add([0, 'head'], [1004, 'tail']);
  expect(droppedBefore(pieces, 0)).toBe(0);
  expect(droppedBefore(pieces, 1)).toBe(1000);
});

test('an output that grows and grows keeps its first half and its end', () => {
  const block = 'x'.repeat(65_536);
  const count = 40;
  const pieces = add(
    [0, 'begin'],
    ...Array.from({ length: count }, (_, index): [number, string] => [5 + index * block.length, block]),
    [5 + count * block.length, 'end'],
  );
  const held = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(held).toBeLessThanOrEqual(cellLimits.outputBytes);
  expect(held).toBeGreaterThan(cellLimits.outputBytes * 0.8);
  expect(pieces[0]?.text).toBe('begin');
  expect(pieces.at(-1)?.text).toBe('end');
  expect(pieces.filter((_, index) => droppedBefore(pieces, index) > 0)).toHaveLength(1);
});

test('after a lost connection the kept output and what came since are one', () => {
  const kept = [
    { run: 'r', offset: 0, text: 'a\n' },
    { run: 'r', offset: 2, text: 'b\n' },
  ];
  expect(textOf(mergeOutput(kept, add([0, 'a\n'])))).toBe('a\nb\n');
  expect(textOf(mergeOutput(kept, add([0, 'a\n'], [2, 'b\n'], [4, 'c\n'])))).toBe('a\nb\nc\n');
});
