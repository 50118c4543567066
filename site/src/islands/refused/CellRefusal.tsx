import type { Language } from '@drydock/model';
import { textOf } from '../../text/text.ts';
import { problemText } from '../problem/problem-text.ts';
import { useStore } from '../state/store.ts';
import { refusalOf, refusedCells } from './refused.ts';

/** The id of the note at a cell; its button is described by it. */
export const refusalId = (cell: string): string => `cell-${cell}-refused`;

/** Why this server does not run a cell, below its bar; nothing for a cell that it runs. */
export function CellRefusal({ cell, language }: { cell: string; language: Language }) {
  const problem = useStore(refusedCells, (refused) => refusalOf(refused, cell));
  if (!problem) return null;
  const { message, fix } = problemText(problem, language);
  return (
    <p class="cell-refused" id={refusalId(cell)}>
      <strong>{textOf(language).refusedCells([cell])}</strong> {message} {fix}
    </p>
  );
}
