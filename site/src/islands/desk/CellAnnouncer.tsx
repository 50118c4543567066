import type { CellRun, Language } from '@drydock/model';
import { useEffect, useState } from 'preact/hooks';
import { deskTextOf } from '../../text/desk.ts';
import { cellStore } from '../cell/session.ts';
import type { LessonCells } from '../cell/state.ts';
import { playgroundStore } from '../playground/session.ts';

/** Tells screen readers politely that a run began or ended and that the cluster is ready; never a line of output. */
export function CellAnnouncer({ language }: { language: Language }) {
  const [said, say] = useState('');
  useEffect(() => {
    let cells = cellStore.get();
    let cluster = playgroundStore.get().playground?.state;
    const stops = [
      cellStore.subscribe(() => {
        const words = changes(cells, cellStore.get(), language);
        cells = cellStore.get();
        if (words.length > 0) say(words.join(' '));
      }),
      playgroundStore.subscribe(() => {
        const state = playgroundStore.get().playground?.state;
        const isNews = state === 'ready' && (cluster === 'queued' || cluster === 'starting');
        cluster = state;
        if (isNews) say(deskTextOf(language).announcePlayground);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <p class="sr-only" role="status" aria-live="polite">
      {said}
    </p>
  );
}

/** What has begun or ended between two states; a run that the page only finds, as after a reload, is no news. */
function changes(before: LessonCells, after: LessonCells, language: Language): string[] {
  return Object.entries(after.cells).flatMap(([cell, { run }]) => {
    const old = before.cells[cell]?.run;
    if (!run || old === run) return [];
    const isSame = old?.id === run.id;
    if (run.state === 'running') return isSame && old.state === 'running' ? [] : saidOf(cell, run, language);
    return isSame && old.state !== run.state ? saidOf(cell, run, language) : [];
  });
}

function saidOf(cell: string, run: CellRun, language: Language): string[] {
  const text = deskTextOf(language);
  switch (run.state) {
    case 'waiting':
      return [];
    case 'running':
      return [text.saidStarted(cell)];
    case 'done':
      return [run.exitCode ? text.saidFailed(cell, run.exitCode) : text.saidDone(cell)];
    case 'stopped':
      return [text.saidStopped(cell)];
    case 'lost':
      return [text.saidLost(cell)];
  }
}
