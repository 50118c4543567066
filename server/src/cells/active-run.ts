import { setTimeout as delay } from 'node:timers/promises';
import type { Dial } from '@drydock/host';
import { backOffMs, CourseError, type CellRun, type PlaygroundEvent, type Problem } from '@drydock/model';
import type { CellLink } from '@drydock/terminal';
import type { Logger } from 'pino';
import { toCourseError } from '../http/problem.ts';
import { createRunOutput, type Piece } from './output.ts';
import type { CellStore, StoredRun } from './store.ts';

/** How often an agent that does not answer is asked again, about half a minute in all, before a run is given up. */
const mostFailures = 10;

/** What runs are made from. */
export interface RunDeps {
  readonly store: CellStore;
  readonly link: CellLink;
  readonly tell: (event: PlaygroundEvent) => void;
  /** What the shell runs for this run, once all that it needs is there. */
  readonly sourceOf: (run: CellRun, signal: AbortSignal) => Promise<string>;
  readonly log: Logger;
}

/** A run that waits or runs. Every change is stored before it is told; output is told at once and stored by `flush`. */
export interface ActiveRun {
  readonly run: CellRun;
  readonly isOver: boolean;
  /** Whether the workspace may know it. */
  readonly isSent: boolean;
  /** The output as far as it is kept. */
  pieces(): readonly Piece[];
  /** Hands the run to its workspace and follows it until it is over, or the signal aborts. */
  drive(agent: Dial, inOrder: <T>(work: () => Promise<T>) => Promise<T>, signal: AbortSignal): Promise<void>;
  /** Ends it without the workspace. */
  end(state: 'lost' | 'stopped', problem: Problem | null): Promise<void>;
  /** Stores the output that came since the last time. */
  flush(): Promise<void>;
}

export function createActiveRun(stored: StoredRun, { store, link, tell, sourceOf, log }: RunDeps): ActiveRun {
  const { files, user } = stored;
  const { id, lesson: shell } = stored.run;
  const output = createRunOutput(stored.output);
  let { run } = stored;
  let isSent = run.state === 'running';
  let isDirty = false;

  const isOver = (): boolean => run.state !== 'waiting' && run.state !== 'running';

  async function change(changed: Partial<CellRun>): Promise<void> {
    if (isOver()) return;
    run = { ...run, ...changed };
    const now = run;
    isDirty = false;
    const changes = output.takeChanges();
    try {
      await store.save(now, changes, output.keptBytes);
      if (isOver()) await store.forgetOlder({ user, ...now }, id);
    } catch (error) {
      // A full disk does not keep a student from seeing what is.
      log.error({ err: error, run: id }, 'a run could not be stored');
      output.giveBack(changes);
      isDirty = true;
    }
    tell({ type: 'run', run: now });
  }

  const end: ActiveRun['end'] = (state, problem) => change({ state, problem, endedAt: new Date().toISOString() });

  async function follow(agent: Dial, signal: AbortSignal, onNews: () => void): Promise<void> {
    let begun = Promise.resolve();
    const over = await link.follow(agent, shell, id, output.end, {
      signal,
      onBegin: ({ startedAt }) => {
        onNews();
        if (run.state === 'waiting') begun = change({ state: 'running', startedAt });
      },
      onPiece: (piece) => {
        onNews();
        output.add(piece);
        isDirty = true;
        tell({ type: 'output', run: id, ...piece });
      },
    });
    await begun;
    const { state, exitCode, startedAt, endedAt, problem } = over;
    await change({ state, exitCode, startedAt, endedAt, problem });
  }

  return {
    get run() {
      return run;
    },
    get isOver() {
      return isOver();
    },
    get isSent() {
      return isSent;
    },
    pieces: () => output.pieces,

    async drive(agent, inOrder, signal) {
      let failures = 0;
      while (!signal.aborted && !isOver()) {
        try {
          await inOrder(async () => {
            if (run.state !== 'waiting' || signal.aborted) return;
            const source = await sourceOf(run, signal);
            // Stopped meanwhile, or left alone.
            if (isOver() || signal.aborted) return;
            isSent = true;
            await link.run(agent, shell, { id, source, ...files });
          });
          if (!isOver()) await follow(agent, signal, () => (failures = 0));
        } catch (error) {
          if (signal.aborted) return;
          const isAway = error instanceof CourseError && error.code === 'sandbox_lost';
          if (!isAway || ++failures > mostFailures) return end('lost', toCourseError(error, log).toJSON());
          await delay(backOffMs(failures, Math.random(), [100, 5000]), undefined, { signal }).catch(() => undefined);
        }
      }
    },
    end,
    async flush() {
      if (!isDirty) return;
      isDirty = false;
      const changes = output.takeChanges();
      await store.save(run, changes, output.keptBytes).catch((error: unknown) => {
        log.error({ err: error, run: id }, 'an output could not be stored');
        output.giveBack(changes);
        isDirty = true;
      });
    },
  };
}
