import { printable } from '../printable.ts';
import { countLine } from '../count.ts';
import { formatDuration } from '../setup/progress.ts';
import type { Row } from './output/align.ts';
import { maskOutput } from './output/masks.ts';
import type { CellProof, LessonProof } from './proof.ts';

/** Prints what a lesson came to: each red cell with where it is, what was expected and what was found. */
export function describeLesson(proof: LessonProof): string {
  const { lesson, ok, isKept, seconds, count, cells, left, updated, problem } = proof;
  const lines = [`${ok ? '✓' : '✗'} ${lesson}: ${count} cells (${isKept ? 'proved before' : formatDuration(seconds)})`];
  for (const cell of cells) if (!cell.ok) lines.push(...describeCell(cell));
  if (cells.length < count && !isKept && !problem) lines.push(`  Cells that were not run: ${count - cells.length}`);
  for (const line of left) lines.push(`  left over: ${line}`);
  if (left.length > 0) lines.push('  A lesson removes what it makes: delete it in its last cell.');
  for (const file of updated) lines.push(`  Written: content/${file}`);
  if (problem) lines.push(`  ${printable(problem.message)}`, `  ${printable(problem.fix)}`);
  return lines.join('\n');
}

function describeCell({ cell, place, what, problem, exitCode, output, differences }: CellProof): readonly string[] {
  const lines = [`  cell ${cell}, ${place}: ${printable(what)}`];
  if (problem !== undefined) {
    lines.push(`    ${printable(problem)}`);
    if (differences.length === 0) lines.push(...output.split('\n').map((line) => `    | ${printable(line)}`));
  } else if (exitCode !== null && exitCode !== 0) lines.push(`    ended with code ${exitCode}`);
  for (const { language, place: block, rows } of differences)
    lines.push(
      `    ${block} (${language}): - expected, + found`,
      ...rows.flatMap(describeRow).map((line) => `    ${line}`),
    );
  return lines;
}

/** A line of the diff. What is masked is shown as the mask; of a line that differs both. */
function describeRow(row: Row): readonly string[] {
  const shown = (text: string): string => printable(maskOutput(text));
  if (row.kind === 'missing') return [`- ${shown(row.shown)}`];
  if (row.kind === 'extra') return [`+ ${shown(row.found)}`];
  if (row.kind === 'same') return [`  ${shown(row.shown)}`];
  return [`  … ${row.found.length === 1 ? '(1 line)' : `(${row.found.length} lines)`}`];
}

/** The count of the cells, in the words of every test run. A lesson that is red for another reason than a cell counts once more. */
export function countLessons(proofs: readonly LessonProof[]): string {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const { ok, isKept, count: all, cells } of proofs) {
    const red = cells.filter((cell) => !cell.ok).length;
    count.passed += isKept ? all : cells.length - red;
    count.failed += red > 0 || ok ? red : 1;
    count.skipped += isKept ? 0 : all - cells.length;
  }
  return countLine(count);
}
