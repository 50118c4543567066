import type { CellRun, KeptCell, PlaygroundEvent, Problem } from '@drydock/model';
import { addOutput, mergeOutput, type OutputPiece } from './output.ts';

/** What the page knows of one cell. */
export interface CellView {
  /** The last run; null where there is none, or where it was cleared. */
  readonly run: CellRun | null;
  readonly output: readonly OutputPiece[];
  /** What the student made of a manifest. */
  readonly edited: string | null;
  /** It was edited on this page: what the server tells is from before. */
  readonly isEditedHere: boolean;
  /** The text of the manifest that the last run of this page was about. */
  readonly ranText: string | null;
  /** Asked to run, and not sent yet: the cluster is still coming. */
  readonly isAsked: boolean;
  readonly problem: { readonly problem: Problem; readonly retry: () => void } | null;
}

/** The cells of the page's lesson. */
export interface LessonCells {
  readonly lesson: string;
  readonly cells: Readonly<Record<string, CellView>>;
  /** The ids of the runs in the order they were begun, as Jupyter counts them. */
  readonly order: readonly string[];
}

/** A cell nothing is known of. */
export const newCell: CellView = {
  run: null,
  output: [],
  edited: null,
  isEditedHere: false,
  ranText: null,
  isAsked: false,
  problem: null,
};

/** The state of a page that has just been opened. */
export const newLessonCells: LessonCells = { lesson: '', cells: {}, order: [] };

/** One cell. */
export function cellOf({ cells }: LessonCells, cell: string): CellView {
  return cells[cell] ?? newCell;
}

/** Changes one cell. */
export function withCell(state: LessonCells, cell: string, change: Partial<CellView>): LessonCells {
  return { ...state, cells: { ...state.cells, [cell]: { ...cellOf(state, cell), ...change } } };
}

/** Whether a run waits or runs. */
export function isBusy(run: CellRun | null): boolean {
  return run?.state === 'waiting' || run?.state === 'running';
}

/** A run began to wait, began, or ended; another run than before begins with no output. Runs of other lessons are left alone. */
export function withRun(state: LessonCells, run: CellRun): LessonCells {
  if (run.lesson !== state.lesson) return state;
  const before = cellOf(state, run.cell);
  const isNew = before.run?.id !== run.id;
  // An older run that ends late, stopped by a newer one of another tab, is not what the cell shows.
  if (isNew && state.order.includes(run.id)) return state;
  const order = state.order.includes(run.id) ? state.order : [...state.order, run.id];
  return withCell({ ...state, order }, run.cell, {
    run: isNew ? run : later(before.run, run),
    isAsked: false,
    ...(isNew ? { output: [], problem: null, ranText: null } : {}),
  });
}

const places: readonly CellRun['state'][] = ['waiting', 'running', 'done', 'stopped', 'lost'];

/** Of two reports of one run the later: the answer to a request may come after the event that the run has begun. */
function later(known: CellRun | null, told: CellRun): CellRun {
  return known && Math.min(2, places.indexOf(told.state)) < Math.min(2, places.indexOf(known.state)) ? known : told;
}

/** One event of the playground. */
export function withEvent(state: LessonCells, event: PlaygroundEvent): LessonCells {
  if (event.type === 'playground') return event.runs.reduce(withRun, state);
  if (event.type === 'run') return withRun(state, event.run);
  if (event.type !== 'output') return state;
  const found = Object.entries(state.cells).find(([, { run }]) => run?.id === event.run);
  return found ? withCell(state, found[0], { output: addOutput(found[1].output, event) }) : state;
}

/** What the server keeps. The page may know of a newer run, or of more output, and keeps that. */
export function withKept(state: LessonCells, kept: readonly KeptCell[]): LessonCells {
  const inOrder = kept.toSorted((a, b) => (a.run?.startedAt ?? '').localeCompare(b.run?.startedAt ?? ''));
  return inOrder.reduce((so, { cell, edited: told, run, output }) => {
    const before = cellOf(so, cell);
    const edited = before.isEditedHere ? before.edited : told;
    if (!run || run.lesson !== so.lesson) return withCell(so, cell, { edited });
    if (before.run && before.run.id !== run.id && so.order.includes(run.id)) return withCell(so, cell, { edited });
    const isSame = before.run?.id === run.id;
    const next = withRun(so, run);
    return withCell(next, cell, { edited, output: mergeOutput(output, isSame ? before.output : []) });
  }, state);
}

/** The number of a cell's run among the runs of the lesson; null for a cell that has not been run. */
export function countOf({ order }: LessonCells, { run }: CellView): number | null {
  return run && run.startedAt !== null ? order.indexOf(run.id) + 1 : null;
}

/** How many runs of this lesson come before one that waits. */
export function waitsBehind({ cells, order }: LessonCells, run: CellRun): number {
  const busy = Object.values(cells).filter((cell) => isBusy(cell.run));
  return busy.filter((cell) => order.indexOf(cell.run?.id ?? '') < order.indexOf(run.id)).length;
}

/** Why an output is not what the cell would print now: its text is another one, or its cluster is. */
export function staleOf(
  { run }: CellView,
  sources: readonly string[],
  playground: string | null,
): 'source' | 'playground' | null {
  if (!run || isBusy(run)) return null;
  if (!sources.includes(run.source)) return 'source';
  return playground !== null && playground !== run.playground ? 'playground' : null;
}
