import type { GraderMemory } from '@drydock/grader';
import type { Attempt, AttemptEvent, AttemptState, AttemptTimes, Problem, Step } from '@drydock/model';
import type { Logger } from 'pino';
import { applyEvent } from './apply.ts';
import { createLine } from './line.ts';
import type { AttemptChange, Store, StoredAttempt } from './store.ts';

export type Listener = (event: AttemptEvent) => void;
export type Journal = ReturnType<typeof createJournal>;

const nothingDone = { points: 0, readyAt: null, checkedAt: null, judging: null, problem: null };

/** The event that tells the whole attempt, with the server's clock. */
export function wholeOf(attempt: Attempt): AttemptEvent {
  return { type: 'attempt', attempt, now: new Date().toISOString() };
}

/** A running step with the time when it began, which does not change when it tells more. */
function withBegin(step: Step, before: readonly Step[], queuedSince: string | undefined): Step {
  if (step.state !== 'running') return step;
  const known = before.find(({ id, state }) => id === step.id && state === 'running')?.since;
  const begun = new Date(Date.now() - (step.seconds ?? 0) * 1000).toISOString();
  return { ...step, since: known ?? (step.id === 'queue' ? queuedSince : undefined) ?? begun };
}

/** One living attempt as it is now: each event is stored first, then applied, then told to whoever listens; always in order. */
export function createJournal(
  stored: StoredAttempt,
  store: Store,
  log: Logger,
  /** Told of each event after it was applied, with the attempt before it. */
  onRecord: (event: AttemptEvent, before: Attempt) => void = () => undefined,
) {
  let { attempt, startedAt, activeAt, memory } = stored;
  /** When a wait for a cluster began that a stop of the server has interrupted. */
  let queuedSince: string | undefined;
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
      case 'times':
        return store.saveTimes(after.id, event);
      default:
        return undefined;
    }
  }

  const tell = (event: AttemptEvent): void => {
    for (const listener of listeners) listener(event);
  };

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
      tell(event);
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
    /** Changes times, given the attempt as it is then. */
    recordTimes: (change: (attempt: Attempt) => Partial<AttemptTimes>) =>
      record((before) => {
        const { readyAt, expiresAt, checkedAt, extensionsLeft } = { ...before, ...change(before) };
        return { type: 'times', readyAt, expiresAt, checkedAt, extensionsLeft };
      }),
    onStep: (step: Step): void => {
      record((before) => ({ type: 'step', step: withBegin(step, before.steps, queuedSince) })).catch((error: unknown) =>
        log.error({ err: error }, 'a step could not be told'),
      );
    },

    /** Keeps what the grader knows beside the cluster for the grader after it. */
    remember(known: GraderMemory): Promise<void> {
      memory = known;
      return line(() => store.change(attempt.id, { memoryJson: known }));
    },

    /** Changes what no event names; told to listeners as the whole attempt when `isTold`. */
    change(change: Partial<Pick<Attempt, 'sandbox'>> & { startedAt?: string }, isTold = false) {
      return line(async () => {
        await store.change(attempt.id, change satisfies AttemptChange);
        const { startedAt: started, ...rest } = change;
        startedAt = started ?? startedAt;
        attempt = { ...attempt, ...rest };
        if (isTold) tell(wholeOf(attempt));
      });
    },

    /**
     * Forgets steps, verdicts and points, as a reset does, and enters `state`, with other parameters when they are given; of what the grader knew only how the cluster
     * came is kept, for the reset to put it back.
     */
    clear(state: AttemptState, parameters: Attempt['parameters'] = attempt.parameters) {
      return line(async () => {
        queuedSince =
          parameters === attempt.parameters ? attempt.steps.find(({ id }) => id === 'queue')?.since : undefined;
        const kept = memory?.system && { checks: {}, system: memory.system };
        await store.forgetRun(attempt.id, parameters, kept);
        await store.saveState(attempt.id, state, null);
        memory = kept;
        attempt = { ...attempt, ...nothingDone, parameters, state, steps: [], verdicts: [] };
        tell(wholeOf(attempt));
      });
    },

    /** Notes that the student is here; written at most once a minute, since it only decides when an idle cluster is frozen. */
    async touch(at = new Date()): Promise<void> {
      const now = at.toISOString();
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
