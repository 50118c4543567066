import type { LessonPage } from '@drydock/lab';
import { align, isMatch, type Row } from './align.ts';

/** Writes what cells printed into the output blocks of a page where it is something else. `outputs` are in the order of the cells; undefined where one was not run. */
export function rewriteOutputs({ text, lesson }: LessonPage, outputs: readonly (string | undefined)[]): string {
  const lines = text.split('\n');
  // From the end, so that the lines before stay where they are.
  for (const [index, cell] of [...lesson.cells.entries()].toReversed()) {
    const [found, block] = [outputs[index], cell.output];
    if (found === undefined || !block) continue;
    const rows = align(block.text, found);
    if (isMatch(rows)) continue;
    const from = block.place.line;
    const close = from + (block.text === '' ? 0 : block.text.split('\n').length);
    const indent = ' '.repeat(block.place.column - 1);
    const written = rewritten(rows, found).map((line) => (line === '' ? '' : `${indent}${line}`));
    lines.splice(from, close - from, ...written);
  }
  return lines.join('\n');
}

/** What was printed, with the elisions of the author where they still fit. */
function rewritten(rows: readonly Row[], found: string): readonly string[] {
  if (!rows.some(({ kind }) => kind === 'elided')) return found === '' ? [] : found.split('\n');
  return rows.flatMap((row) => {
    if (row.kind === 'missing') return [];
    if (row.kind === 'elided') return [row.shown];
    return [row.kind === 'same' && row.shown.includes('…') ? row.shown : row.found];
  });
}
