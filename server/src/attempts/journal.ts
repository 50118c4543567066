import type { GraderMemory } from '@drydock/grader';
import type { Attempt, AttemptEvent, AttemptState, Problem, Step } from '@drydock/model';
import type { Logger } from 'pino';
import { applyEvent } from './apply.ts';
import { createLine } from './line.ts';
import type { AttemptChange, Store, StoredAttempt } from './store.ts';

export type Listener = (event: AttemptEvent) => void;
export type Journal = ReturnType<typeof createJournal>;

/** One living attempt as it is now: each event is stored first, then applied, then told to whoever listens; always in order. */
export function createJournal(
  stored: StoredAttempt,
  store: Store,
  log: Logger,
  /** Told of each event after it was applied, with the attempt before it. */
  onRecord: (event: AttemptEvent, before: Attempt) => void = () => undefined,
) {
  let { attempt, startedAt, activeAt, memory } = stored;
  const listeners = new Set<Listener>();
  const line = createLine();

  async function save(event: AttemptEvent, after: Attempt): Promise<void> {
    switch (event.type) {
      case 'state':
        return store.saveState(after.id, event.state, event.problem);
      case 'step':
        return store.saveStep(
          after.id,
          after.steps.findIndex(({ id }) => id === event.step.id),
          event.step,
        );
      case 'verdicts':
        return store.saveVerdicts(after.id, after.verdicts, event.verdicts, event.points);
      default:
        return undefined;
    }
  }

  /** A full disk does not keep a student from seeing what is; the start after it reads the truth from the host again. */
  async function saveOrLog(event: AttemptEvent, after: Attempt): Promise<void> {
    try {
      await save(event, after);
    } catch (error) {
      log.error({ err: error, attempt: after.id }, `a ${event.type} event could not be stored`);
    }
  }

  function record(make: AttemptEvent | ((attempt: Attempt) => AttemptEvent | undefined)): Promise<void> {
    return line(async () => {
      const event = typeof make === 'function' ? make(attempt) : make;
      if (!event) return;
      const before = attempt;
      const after = applyEvent(attempt, event);
      await saveOrLog(event, after);
      attempt = after;
      onRecord(event, before);
      for (const listener of listeners) listener(event);
    });
  }

  return {
    id: attempt.id,
    user: stored.user,
    get attempt() {
      return attempt;
    },
    get startedAt() {
      return startedAt;
    },
    /** What the grader of this attempt knew last. */
    get memory() {
      return memory;
    },
    get activeAtMs() {
      return listeners.size > 0 ? Date.now() : Date.parse(activeAt);
    },
    record,
    /** An attempt that has ended stays so: whoever comes late with another state is not heard. */
    recordState: (state: AttemptState, problem: Problem | null = null) =>
      record((before) => (before.state === 'ended' ? undefined : { type: 'state', state, problem })),
    onStep: (step: Step): void => {
      record({ type: 'step', step }).catch((error: unknown) => log.error({ err: error }, 'a step could not be told'));
    },

    /** Keeps what the grader knows beside the cluster for the grader after it. */
    remember(known: GraderMemory): Promise<void> {
      memory = known;
      return line(() => store.change(attempt.id, { memoryJson: JSON.stringify(known) }));
    },

    /** Changes what no event names (sandbox, times); told to listeners as the whole attempt when `isTold`. */
    change(
      change: Partial<Pick<Attempt, 'sandbox' | 'readyAt' | 'expiresAt'>> & { startedAt?: string },
      isTold = false,
    ) {
      return line(async () => {
        await store.change(attempt.id, change satisfies AttemptChange);
        const { startedAt: started, ...rest } = change;
        startedAt = started ?? startedAt;
        attempt = { ...attempt, ...rest };
        if (isTold) for (const listener of listeners) listener({ type: 'attempt', attempt });
      });
    },

    /**
     * Forgets steps, verdicts and points, as a reset does, and enters `state`, with other parameters when they are given; of what the grader knew only how the cluster
     * came is kept, for the reset to put it back.
     */
    clear(state: AttemptState, parameters: Attempt['parameters'] = attempt.parameters) {
      return line(async () => {
        const kept = memory?.system && { checks: {}, system: memory.system };
        await store.forgetRun(attempt.id, parameters, kept);
        await store.saveState(attempt.id, state, null);
        memory = kept;
        attempt = { ...attempt, parameters, state, steps: [], verdicts: [], points: 0, readyAt: null, problem: null };
        for (const listener of listeners) listener({ type: 'attempt', attempt });
      });
    },

    /** Notes that the student is here; written at most once a minute, since it only decides when an idle cluster is frozen. */
    async touch(): Promise<void> {
      const now = new Date().toISOString();
      const isRecent = Date.parse(now) - Date.parse(activeAt) < 60_000;
      activeAt = now;
      if (!isRecent) await store.change(attempt.id, { activeAt });
    },

    /** The attempt as it is now, and every event after that until the returned function is called. */
    subscribe(listener: Listener): { attempt: Attempt; unsubscribe: () => void } {
      listeners.add(listener);
      return {
        attempt,
        unsubscribe: () => {
          activeAt = new Date().toISOString();
          listeners.delete(listener);
        },
      };
    },
  };
}
