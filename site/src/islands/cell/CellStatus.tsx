import type { CellRun, Language } from '@drydock/model';
import { deskTextOf } from '../../text/desk.ts';
import { useStore } from '../state/store.ts';
import { useServerNow } from '../time/clock.ts';
import { cellStore } from './session.ts';
import { cellOf, countOf, waitsBehind } from './state.ts';

/** How a cell's run is, in words: its number, its place while it waits, how long it takes, its exit code when that is not 0. */
export function CellStatus({ cell, language }: { cell: string; language: Language }) {
  const text = deskTextOf(language);
  const view = useStore(cellStore, (state) => cellOf(state, cell));
  const count = useStore(cellStore, (state) => countOf(state, cellOf(state, cell)));
  const before = useStore(cellStore, (state) => {
    const { run } = cellOf(state, cell);
    return run?.state === 'waiting' ? waitsBehind(state, run) : 0;
  });
  const { run, isAsked } = view;
  if (isAsked) return <span class="cell-status">{text.cellState.asked}</span>;
  if (!run) return <span class="cell-status" />;
  const isBad = run.state === 'lost' || (run.state === 'done' && run.exitCode !== 0);
  return (
    <span class="cell-status" data-state={isBad ? 'bad' : run.state}>
      {count !== null && <span class="cell-count">[{count}]</span>}
      <span>{stateWords(run, before, language)}</span>
      <Taken run={run} language={language} />
    </span>
  );
}

function stateWords(run: CellRun, before: number, language: Language): string {
  const { cellState } = deskTextOf(language);
  if (run.state === 'waiting') return before > 0 ? cellState.waiting(before) : cellState.asked;
  if (run.state === 'done' && run.exitCode) return cellState.failed(run.exitCode);
  return cellState[run.state];
}

function Taken({ run, language }: { run: CellRun; language: Language }) {
  const now = useServerNow(run.state === 'running' ? 200 : 60_000);
  if (run.startedAt === null || now === 0) return null;
  const until = run.endedAt === null ? now : Date.parse(run.endedAt);
  if (run.endedAt === null && run.state !== 'running') return null;
  const seconds = Math.max(0, (until - Date.parse(run.startedAt)) / 1000);
  // Seconds that count up are for the eye.
  return (
    <span class="seconds" aria-hidden={run.state === 'running'}>
      {deskTextOf(language).seconds(seconds)}
    </span>
  );
}
