import type { Dial } from '@drydock/host';
import { cellLimits, type CellRun, type Problem, type RunCell } from '@drydock/model';
import { createSerialQueue } from '../queue/serial-queue.ts';
import { fail } from '../text/fail.ts';
import { type ActiveRun, createActiveRun, type RunDeps } from './active-run.ts';
import type { Piece } from './output.ts';
import { newRunId } from './run-id.ts';
import type { StoredRun } from './store.ts';

/** How often output that came is stored. */
const flushMs = 1000;
/** Runs of all lessons that wait or run. */
const mostActive = 4 * cellLimits.waiting;

/**
 * The runs of one playground that wait or run. They wait here until a workspace is attached, then in
 * its shells; what the workspace goes on with while nobody is attached is followed on from the byte
 * where it was.
 */
export interface Runs {
  /** Those that are not over, the oldest first. */
  active(): readonly CellRun[];
  /** The output of a run that is not over. */
  pieces(id: string): readonly Piece[] | undefined;
  /** Stores a run that waits; it goes to the workspace when there is one. Rejects with `rate_limited` when too many wait. */
  add(order: RunCell): Promise<CellRun>;
  /** Stops a run; resolves at once, its end is told. Undefined for one that is over or unknown. */
  stop(id: string): Promise<CellRun | undefined>;
  /** Ends the shell of a lesson and what waits or runs in it. */
  restart(lesson: string): Promise<void>;
  /** The workspace is there: what waits is sent and what runs is followed. */
  attach(agent: Dial): void;
  /** The workspace is left as it is. Resolves when all output that came is stored. */
  detach(): Promise<void>;
  /** A run that no workspace has is given up. */
  lose(id: string, problem: Problem): Promise<void>;
  /** The workspace is gone: every run is lost, for this reason. */
  drop(problem: Problem): Promise<void>;
}

export function createRuns(
  { user, playground, stored }: { user: string; playground: string; stored: readonly StoredRun[] },
  deps: RunDeps,
): Runs {
  const { store, link, tell, log } = deps;
  const runs = new Map<string, ActiveRun>(stored.map((each) => [each.run.id, createActiveRun(each, deps)]));
  const driven = new Set<Promise<void>>();
  let inOrder = createSerialQueue();
  let attached: { readonly agent: Dial; readonly stop: AbortController; readonly timer: NodeJS.Timeout } | undefined;

  const active = (): ActiveRun[] => [...runs.values()].filter(({ isOver }) => !isOver);

  function forgetOver(): void {
    for (const [id, { isOver }] of runs) if (isOver) runs.delete(id);
  }

  function drive(run: ActiveRun): void {
    if (!attached) return;
    const { agent, stop } = attached;
    const work = run
      .drive(agent, inOrder, stop.signal)
      .catch((error: unknown) => log.error({ err: error, run: run.run.id }, 'a run could not be followed'))
      .finally(() => {
        driven.delete(work);
        forgetOver();
      });
    driven.add(work);
  }

  async function flush(): Promise<void> {
    for (const run of active()) await run.flush();
  }

  async function detach(): Promise<void> {
    attached?.stop.abort();
    clearInterval(attached?.timer);
    attached = undefined;
    await Promise.all(driven);
    await flush();
  }

  return {
    active: () => active().map(({ run }) => run),
    pieces: (id) => runs.get(id)?.pieces(),

    async add({ lesson, cell, source, file, manifests }) {
      const inShell = active().filter(({ run }) => run.lesson === lesson);
      if (inShell.length > cellLimits.waiting || active().length >= mostActive) {
        throw fail('rate_limited', (text) => text.tooManyRuns(cellLimits.waiting));
      }
      const run: CellRun = {
        id: newRunId(),
        lesson,
        cell,
        playground,
        source,
        state: 'waiting',
        exitCode: null,
        startedAt: null,
        endedAt: null,
        problem: null,
      };
      const fresh: StoredRun = {
        user,
        run,
        files: { ...(file && { file }), ...(manifests && { manifests }) },
        output: [],
      };
      await store.insert(fresh);
      const started = createActiveRun(fresh, deps);
      runs.set(run.id, started);
      tell({ type: 'run', run });
      drive(started);
      return run;
    },

    async stop(id) {
      const run = runs.get(id);
      if (!run || run.isOver) return undefined;
      if (attached && run.isSent) await link.stop(attached.agent, run.run.lesson, id);
      else await run.end('stopped', null);
      return run.run;
    },

    async restart(lesson) {
      const inShell = active().filter(({ run }) => run.lesson === lesson);
      for (const run of inShell) if (!run.isSent) await run.end('stopped', null);
      if (attached) await link.restart(attached.agent, lesson);
    },

    attach(agent) {
      if (attached) return;
      const timer = setInterval(() => void flush(), flushMs);
      attached = { agent, stop: new AbortController(), timer };
      inOrder = createSerialQueue();
      for (const run of active()) drive(run);
    },
    detach,
    async lose(id, problem) {
      const run = runs.get(id);
      if (run && !run.isSent) await run.end('lost', problem);
      forgetOver();
    },
    async drop(problem) {
      await detach();
      for (const run of active()) await run.end('lost', problem);
      forgetOver();
    },
  };
}
