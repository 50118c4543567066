import type { CellFileText, PlaygroundEvent, Problem, RunCell, SandboxProfile } from '@drydock/model';
import { readKept, readRun } from '../api/playground-guards.ts';
import { request } from '../api/request.ts';
import { openPlayground, playgroundPath, playgroundStore, startPlayground } from '../playground/session.ts';
import { isAlive } from '../playground/state.ts';
import { createStore } from '../state/store.ts';
import { isRefused } from '../refused/refused.ts';
import { cellOf, isBusy, newLessonCells, withCell, withEvent, withKept, withRun, type LessonCells } from './state.ts';

/** The cells of the page's lesson, shared by all its islands. */
export const cellStore = createStore<LessonCells>(newLessonCells);

/** What running a cell sends; without a file for commands. */
export type CellSource = Pick<RunCell, 'source' | 'file'>;

/** A cell as the page shows it now. */
export interface CellOnPage {
  /** What Run does; null for a cell that is typed into a terminal. */
  readonly toRun: () => CellSource | null;
  readonly focus: () => void;
}

const onPage = new Map<string, CellOnPage>();
const queue: { cell: string; body: CellSource }[] = [];
let isSending = false;
let isFound = false;
/** Whether the kept outputs were asked for; a stream that cannot begin does not keep them from the page. */
let isKeptAsked = false;

/** Tells the session of a cell of the page; the returned function takes it back. */
export function registerCell(cell: string, place: CellOnPage): () => void {
  onPage.set(cell, place);
  return () => void onPage.delete(cell);
}

/** The manifests above a cell, as the page shows them: its commands find each in the workspace. */
function manifestsAbove(cell: string): CellFileText[] {
  return cellsInOrder()
    .filter((each) => Number(each) < Number(cell))
    .flatMap((each) => onPage.get(each)?.toRun()?.file ?? []);
}

/** The cells of the page in their order. */
function cellsInOrder(): string[] {
  return [...onPage.keys()].toSorted((a, b) => Number(a) - Number(b));
}

/** Finds the kept outputs of a lesson and the student's playground, and follows it. Called once. */
export async function openCells(lesson: string, profile: SandboxProfile): Promise<void> {
  cellStore.update((state) => ({ ...state, lesson }));
  await openPlayground(profile, hear);
  // Where a playground is, its stream brings them when it begins.
  if (!isAlive(playgroundStore.get().playground)) await loadKept();
  playgroundStore.subscribe(lookAtPlayground);
  isFound = true;
  void send();
}

/** Runs a cell that is not running, and that this server runs: what is shown of it, or another command about its file. The first run of all gets the student a cluster. */
export function runCell(cell: string, body: CellSource | null | undefined = onPage.get(cell)?.toRun()): void {
  const { isAsked, run } = cellOf(cellStore.get(), cell);
  if (!body || isAsked || isBusy(run) || isRefused(cell)) return;
  cellStore.update((state) => withCell(state, cell, { isAsked: true, problem: null }));
  queue.push({ cell, body });
  void send();
}

/** Runs all cells before this one, from the first; those for a terminal are left out. */
export function runAllAbove(cell: string): void {
  for (const each of cellsInOrder()) if (Number(each) < Number(cell)) runCell(each);
}

/** Goes on to the next cell. */
export function focusNext(cell: string): void {
  const cells = cellsInOrder();
  const next = cells[cells.indexOf(cell) + 1];
  if (next !== undefined) onPage.get(next)?.focus();
}

/** Ends a run, or takes a cell back that has not been sent yet. */
export async function stopCell(cell: string): Promise<void> {
  const { run, isAsked } = cellOf(cellStore.get(), cell);
  if (isAsked) {
    const at = queue.findIndex((each) => each.cell === cell);
    if (at >= 0) queue.splice(at, 1);
    cellStore.update((state) => withCell(state, cell, { isAsked: false }));
  }
  if (!run || !isBusy(run)) return;
  const path = `${playgroundPath(run.playground)}/cells/${encodeURIComponent(run.id)}/stop`;
  const outcome = await request('POST', path, (value) => readRun(value) ?? 'told by the stream');
  if (!outcome.ok) return fail(cell, outcome.problem, () => void stopCell(cell));
  const stopped = outcome.value;
  if (typeof stopped !== 'string') cellStore.update((state) => withRun(state, stopped));
}

/** Forgets a cell's output, here and on the server. */
export async function clearCell(cell: string): Promise<void> {
  cellStore.update((state) => withCell(state, cell, { run: null, output: [], problem: null }));
  const outcome = await request('DELETE', cellPath(cell), () => true);
  if (!outcome.ok) fail(cell, outcome.problem, () => void clearCell(cell));
}

/** Ends the shell of this lesson with its directory, variables and functions; the next run begins a new one. Resolves with whether it is done. */
export async function restartShell(cell: string): Promise<boolean> {
  const { playground } = playgroundStore.get();
  if (!isAlive(playground)) return false;
  const [module = '', lesson = ''] = cellStore.get().lesson.split('/');
  const path = `${playgroundPath(playground.id)}/shells/${module}/${lesson}`;
  const outcome = await request('DELETE', path, () => true);
  if (!outcome.ok) fail(cell, outcome.problem, () => void restartShell(cell));
  return outcome.ok;
}

/** The address of a cell in the API. */
export function cellPath(cell: string): string {
  return `/lessons/${cellStore.get().lesson}/cells/${encodeURIComponent(cell)}`;
}

function fail(cell: string, problem: Problem, retry: () => void): void {
  cellStore.update((state) => withCell(state, cell, { isAsked: false, problem: { problem, retry } }));
}

async function loadKept(): Promise<void> {
  isKeptAsked = true;
  const found = await request('GET', `/lessons/${cellStore.get().lesson}/cells`, readKept);
  if (found.ok) cellStore.update((state) => withKept(state, found.value));
}

function hear(event: PlaygroundEvent): void {
  cellStore.update((state) => withEvent(state, event));
  // The stream begins: runs may have ended and output come while the page did not hear.
  if (event.type === 'playground') {
    void loadKept();
  }
}

function lookAtPlayground(): void {
  const { playground, connection } = playgroundStore.get();
  if (connection.state === 'waiting' && !isKeptAsked) void loadKept();
  if (playground?.state === 'ready') return void send();
  // While one is being asked for, the one before may still be there, ended.
  if (isSending) return;
  if (!isAlive(playground) || playground.state === 'failed' || playground.state === 'lost') giveBack();
}

/** There will be no cluster: what waits for one is taken back, and the bar says why. */
function giveBack(): void {
  for (const { cell } of queue.splice(0)) cellStore.update((state) => withCell(state, cell, { isAsked: false }));
}

async function send(): Promise<void> {
  if (!isFound || isSending || queue.length === 0) return;
  isSending = true;
  for (let next = queue[0]; next; next = queue[0]) {
    const { playground } = playgroundStore.get();
    if (!isAlive(playground)) await startPlayground();
    const { playground: own } = playgroundStore.get();
    if (!isAlive(own)) giveBack();
    if (own?.state !== 'ready') break;
    queue.shift();
    await sendOne(own.id, next);
  }
  isSending = false;
}

async function sendOne(playground: string, { cell, body }: { cell: string; body: CellSource }): Promise<void> {
  const { lesson } = cellStore.get();
  const order = { lesson, cell, ...body, manifests: manifestsAbove(cell) };
  const outcome = await request('POST', `${playgroundPath(playground)}/cells`, readRun, order);
  if (outcome.ok)
    cellStore.update((state) => withCell(withRun(state, outcome.value), cell, { ranText: body.file?.text ?? null }));
  else fail(cell, outcome.problem, () => runCell(cell, body));
}
