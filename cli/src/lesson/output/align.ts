import { maskOutput } from './masks.ts';

/** One line of two outputs laid side by side. `elided` is an `…` of the author with the lines it stands for. */
export type Row =
  | { readonly kind: 'same'; readonly shown: string; readonly found: string }
  | { readonly kind: 'elided'; readonly shown: string; readonly found: readonly string[] }
  | { readonly kind: 'missing'; readonly shown: string }
  | { readonly kind: 'extra'; readonly found: string };

const elision = '…';
/** A cell that floods is told from the block without comparing every line. */
const mostLines = 3000;

/** Lays what a cell printed beside its block, with as few differences as can be. */
export function align(shown: string, found: string): readonly Row[] {
  const [left, right] = [linesOf(shown), linesOf(found).slice(0, mostLines)];
  const [maskedLeft, maskedRight] = [linesOf(maskOutput(shown)), linesOf(maskOutput(found))];
  const patterns = maskedLeft.map(patternOf);
  const isElided = left.map((line) => line.trim() === elision);
  const isSame = (i: number, j: number): boolean => patterns[i]?.test(maskedRight[j] ?? '') === true;
  // cost[i][j]: differences between the lines from i and those from j on.
  const cost = Array.from({ length: left.length + 1 }, () => right.map(() => 0).concat(0));
  const at = (i: number, j: number): number => cost[i]?.[j] ?? Infinity;
  for (let i = left.length; i >= 0; i -= 1)
    for (let j = right.length; j >= 0; j -= 1) {
      const row = cost[i];
      if (!row || (i === left.length && j === right.length)) continue;
      row[j] =
        isElided[i] === true
          ? Math.min(at(i + 1, j), j < right.length ? at(i, j + 1) : Infinity)
          : Math.min(
              i < left.length && j < right.length && isSame(i, j) ? at(i + 1, j + 1) : Infinity,
              i < left.length ? at(i + 1, j) + 1 : Infinity,
              j < right.length ? at(i, j + 1) + 1 : Infinity,
            );
    }
  const rows: Row[] = [];
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    const [mine = '', theirs = ''] = [left[i], right[j]];
    if (isElided[i] === true) {
      const from = j;
      while (j < right.length && at(i + 1, j) !== at(i, j)) j += 1;
      rows.push({ kind: 'elided', shown: mine, found: right.slice(from, j) });
      i += 1;
    } else if (i < left.length && j < right.length && isSame(i, j) && at(i, j) === at(i + 1, j + 1)) {
      rows.push({ kind: 'same', shown: mine, found: theirs });
      i += 1;
      j += 1;
    } else if (i < left.length && at(i, j) === at(i + 1, j) + 1) {
      rows.push({ kind: 'missing', shown: mine });
      i += 1;
    } else {
      rows.push({ kind: 'extra', found: theirs });
      j += 1;
    }
  }
  return rows;
}

/** Whether a cell printed what its block shows. */
export function isMatch(rows: readonly Row[]): boolean {
  return rows.every(({ kind }) => kind === 'same' || kind === 'elided');
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A line as a pattern: what is elided in it is any text. */
function patternOf(line: string): RegExp {
  const parts = line.split(elision).map((part) => part.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const isWhole = parts.length === 1;
  return new RegExp(
    isWhole ? `^${line.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$` : `^\\s*${parts.join('.*')}$`,
    's',
  );
}
