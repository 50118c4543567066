import type { GraderMemory } from '@drydock/grader';
import {
  applyEvent,
  type Attempt,
  type AttemptEvent,
  type AttemptTimes,
  type LifeEvent,
  nextState,
  type OnStep,
  type Problem,
  type Step,
} from '@drydock/model';
import type { Logger } from 'pino';
import { createSerialQueue } from '../queue/serial-queue.ts';
import type { FrozenSubmission } from '../submissions/submit.ts';
import type { Store, StoredAttempt } from './store.ts';

export type Listener = (event: AttemptEvent) => void;

/**
 * One attempt as it is now. Each event is stored, then applied, then reported to the listeners, always
 * in order. The state changes here and nowhere else, as the table `attemptLife` says.
 */
export interface Journal {
  readonly id: string;
  readonly user: string;
  readonly attempt: Attempt;
  /** When the cluster was given to the student. */
  readonly startedAt: string;
  /** What the grader of this attempt knew last. */
  readonly memory: GraderMemory | undefined;
  /** When the student was last here; now while a page is open. */
  readonly activeAtMs: number;

  record(make: AttemptEvent | ((attempt: Attempt) => AttemptEvent | undefined)): Promise<void>;
  /** Enters the next state. Rejects for an event that is impossible in this state, unless `isStill` says it came too late. */
  happen(event: LifeEvent, problem?: Problem | null, isStill?: (attempt: Attempt) => boolean): Promise<void>;
  /** Changes times, given the attempt as it is then. */
  recordTimes(change: (attempt: Attempt) => Partial<AttemptTimes>): Promise<void>;
  readonly onStep: OnStep;
  /** Stores a submission and shows it, if it is better than the one shown or the student's own. Rejects when it cannot be stored. */
  submit(frozen: FrozenSubmission): Promise<void>;

  /** Keeps what the grader knows beside the cluster for the grader after it. */
  remember(known: GraderMemory): Promise<void>;
  /** Changes what no event names; reported as the whole attempt if `isTold`. */
  change(change: Partial<Pick<Attempt, 'sandbox'>> & { startedAt?: string }, isTold?: boolean): Promise<void>;
  /**
   * Enters the next state and forgets steps, verdicts and points, with other parameters if they are
   * given. Of what the grader knew only how the cluster came is kept, for a reset to restore it.
   */
  clear(event: LifeEvent, parameters?: Attempt['parameters']): Promise<void>;
  /** Notes that the student is here; stored at most once a minute. */
  touch(at?: Date): Promise<void>;
  /** Returns the attempt as it is now; every later event goes to the listener until `unsubscribe`. */
  subscribe(listener: Listener): { attempt: Attempt; unsubscribe: () => void };
}

const nothingDone = { points: 0, readyAt: null, checkedAt: null, judging: null, problem: null };

/** The event that holds the whole attempt, with the server's clock. */
export function wholeOf(attempt: Attempt): AttemptEvent {
  return { type: 'attempt', attempt, now: new Date().toISOString() };
}

/** A running step with the time when it began, which later reports do not change. */
function withBegin(step: Step, before: readonly Step[], queuedSince: string | undefined): Step {
  if (step.state !== 'running') return step;
  const known = before.find(({ id, state }) => id === step.id && state === 'running')?.since;
  const begun = new Date(Date.now() - (step.seconds ?? 0) * 1000).toISOString();
  return { ...step, since: known ?? (step.id === 'queue' ? queuedSince : undefined) ?? begun };
}

function timesOf({ readyAt, expiresAt, checkedAt, extensionsLeft }: Attempt): AttemptTimes {
  return { readyAt, expiresAt, checkedAt, extensionsLeft };
}

export function createJournal(
  stored: StoredAttempt,
  store: Store,
  log: Logger,
  /** Told of each event after it was applied, with the attempt before it. */
  onRecord: (event: AttemptEvent, before: Attempt) => void = () => undefined,
): Journal {
  let { attempt, startedAt, activeAt, memory } = stored;
  /** When a wait for a cluster began that a stop of the server has interrupted. */
  let queuedSince: string | undefined;
  const listeners = new Set<Listener>();
  const inOrder = createSerialQueue();

  const tell = (event: AttemptEvent): void => {
    for (const listener of listeners) listener(event);
  };

  /** Stores, applies and reports. A full disk does not keep a student from seeing what is; the next start reads the host again. */
  async function put(event: AttemptEvent): Promise<void> {
    const before = attempt;
    const after = applyEvent(attempt, event);
    try {
      await store.save(event, after);
    } catch (error) {
      log.error({ err: error, attempt: after.id }, `a ${event.type} event could not be stored`);
    }
    attempt = after;
    onRecord(event, before);
    tell(event);
  }

  const record: Journal['record'] = (make) =>
    inOrder(async () => {
      const event = typeof make === 'function' ? make(attempt) : make;
      if (event) await put(event);
    });

  return {
    id: attempt.id,
    user: stored.user,
    get attempt() {
      return attempt;
    },
    get startedAt() {
      return startedAt;
    },
    get memory() {
      return memory;
    },
    get activeAtMs() {
      return listeners.size > 0 ? Date.now() : Date.parse(activeAt);
    },

    record,
    happen: (event, problem = null, isStill = () => true) =>
      record((now) => (isStill(now) ? { type: 'state', state: nextState(now.state, event), problem } : undefined)),
    recordTimes: (change) => record((now) => ({ type: 'times', ...timesOf({ ...now, ...change(now) }) })),
    onStep(step) {
      record((now) => ({ type: 'step', step: withBegin(step, now.steps, queuedSince) })).catch((error: unknown) =>
        log.error({ err: error }, 'a step could not be told'),
      );
    },
    submit: ({ submission, row }) =>
      inOrder(async () => {
        await store.saveSubmission(row);
        await put({ type: 'times', ...timesOf({ ...attempt, checkedAt: submission.at }) });
        const isWorse = submission.atEnd && attempt.submission && attempt.submission.points >= submission.points;
        if (!isWorse) await put({ type: 'submission', submission });
      }),

    remember(known) {
      memory = known;
      return inOrder(() => store.change(attempt.id, { memoryJson: known }));
    },

    change: (change, isTold = false) =>
      inOrder(async () => {
        await store.change(attempt.id, change);
        const { startedAt: started, ...rest } = change;
        startedAt = started ?? startedAt;
        attempt = { ...attempt, ...rest };
        if (isTold) tell(wholeOf(attempt));
      }),

    clear: (event, parameters = attempt.parameters) =>
      inOrder(async () => {
        const state = nextState(attempt.state, event);
        queuedSince =
          parameters === attempt.parameters ? attempt.steps.find(({ id }) => id === 'queue')?.since : undefined;
        const kept = memory?.system && { checks: {}, system: memory.system };
        await store.forgetRun(attempt.id, state, parameters, kept);
        memory = kept;
        attempt = { ...attempt, ...nothingDone, parameters, state, steps: [], verdicts: [] };
        tell(wholeOf(attempt));
      }),

    async touch(at = new Date()) {
      const now = at.toISOString();
      const isRecent = Date.parse(now) - Date.parse(activeAt) < 60_000;
      activeAt = now;
      if (!isRecent) await store.change(attempt.id, { activeAt });
    },

    subscribe(listener) {
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
