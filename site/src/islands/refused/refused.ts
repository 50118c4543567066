import type { Problem } from '@drydock/model';
import { isRecord, readProblem, request } from '../api/request.ts';
import { createStore } from '../state/store.ts';

/** Cells that this server does not run, and the problem that running one would end in. */
export interface RefusedCells {
  readonly cells: readonly string[];
  readonly problem: Problem;
}

/** What of the page's lesson this server does not run. */
export const refusedCells = createStore<readonly RefusedCells[]>([]);

/** Asks the server what of a lesson it does not run. Where nothing can be read, a run says it. */
export async function loadRefused(lesson: string): Promise<void> {
  const found = await request('GET', `/lessons/${lesson}/refused`, readRefused);
  if (found.ok) refusedCells.set(found.value);
}

/** Why a cell is not run; null for one that is. */
export function refusalOf(refused: readonly RefusedCells[], cell: string): Problem | null {
  return refused.find(({ cells }) => cells.includes(cell))?.problem ?? null;
}

/** Whether this server does not run a cell. */
export function isRefused(cell: string): boolean {
  return refusalOf(refusedCells.get(), cell) !== null;
}

/** Refused cells, without those that cannot be read. */
export function readRefused(value: unknown): RefusedCells[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((each: unknown) => {
    if (!isRecord(each)) return [];
    const { cells } = each;
    const problem = readProblem(each['problem']);
    if (!problem || !Array.isArray(cells)) return [];
    return [{ cells: cells.filter((cell: unknown) => typeof cell === 'string'), problem }];
  });
}
