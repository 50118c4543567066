import { expect, test } from 'vitest';
import { createRunOutput, type Piece } from './output.ts';

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

/** What a database has after every change it was given. */
function createRows() {
  const rows = new Map<number, string>();
  return {
    take({ added, dropped }: ReturnType<ReturnType<typeof createRunOutput>['takeChanges']>): void {
      for (const { offset, text } of added) rows.set(offset, text);
      for (const offset of dropped) rows.delete(offset);
    },
    pieces: (): Piece[] => [...rows].sort(([a], [b]) => a - b).map(([offset, text]) => ({ offset, text })),
  };
}

test('small pieces become few rows, and all of them are one text', () => {
  const output = createRunOutput([]);
  const rows = createRows();
  for (let n = 0; n < 100; n++) output.add({ offset: n * 2, text: `${n % 10}\n` });
  rows.take(output.takeChanges());
  expect(rows.pieces()).toHaveLength(1);
  output.add({ offset: 200, text: 'end' });
  rows.take(output.takeChanges());
  expect(output.takeChanges()).toEqual({ added: [], dropped: [] });
  expect(textOf(rows.pieces())).toBe(textOf(output.pieces));
  expect([output.end, rows.pieces().length]).toEqual([203, 2]);
});

test('a flood keeps its first half and its last, in memory and in the database', () => {
  const output = createRunOutput([], 256 * 1024);
  const rows = createRows();
  const line = `${'x'.repeat(1023)}\n`;
  for (let n = 0; n < 1024; n++) {
    output.add({ offset: n * 1024, text: n === 0 ? `first${line.slice(5)}` : line });
    if (n % 100 === 0) rows.take(output.takeChanges());
  }
  output.add({ offset: 1024 * 1024, text: 'last' });
  rows.take(output.takeChanges());
  const kept = textOf(output.pieces);
  expect(kept.length).toBeLessThanOrEqual(256 * 1024);
  expect(kept.length).toBeGreaterThan(200 * 1024);
  expect([kept.slice(0, 5), kept.slice(-4), output.end]).toEqual(['first', 'last', 1024 * 1024 + 4]);
  expect(textOf(rows.pieces())).toBe(kept);
});

test('what was dropped between two pieces stays a gap', () => {
  const output = createRunOutput([]);
  output.add({ offset: 0, text: 'head' });
  output.add({ offset: 1000, text: 'tail' });
  expect(output.pieces).toEqual([
    { offset: 0, text: 'head' },
    { offset: 1000, text: 'tail' },
  ]);
});

test('a large piece is cut between characters, and goes on from what was stored', () => {
  const text = '集群'.repeat(20_000);
  const output = createRunOutput([{ offset: 0, text: '甲' }]);
  expect(output.end).toBe(3);
  output.add({ offset: 3, text });
  expect(textOf(output.pieces)).toBe(`甲${text}`);
  expect(output.pieces.map((piece) => piece.text).join('')).not.toContain('\ufffd');
  expect(output.end).toBe(3 + 120_000);
});
