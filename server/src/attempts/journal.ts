import type { GraderMemory } from '@drydock/grader';
import {
  applyEvent,
  type Attempt,
  type AttemptEvent,
  type AttemptTimes,
  type Lease,
  type LifeEvent,
  nextState,
  type OnStep,
  type Problem,
} from '@drydock/model';
import type { Logger } from 'pino';
import { createSerialQueue } from '../queue/serial-queue.ts';
import type { Hold } from '../leases/hold.ts';
import { withBegin } from '../leases/start-steps.ts';
import type { FrozenSubmission } from '../submissions/submit.ts';
import type { Store, StoredAttempt } from './store.ts';

export type Listener = (event: AttemptEvent) => void;

/**
 * One attempt as it is now. Each event is stored, then applied, then reported to the listeners, always
 * in order. The state changes here and nowhere else, as the table `attemptLife` says. What an attempt
 * shows of its sandbox and its time is its lease's.
 */
export interface Journal {
  readonly id: string;
  readonly user: string;
  readonly attempt: Attempt;
  /** When the cluster was given to the student. */
  readonly startedAt: string;
  /** What the grader of this attempt knew last. */
  readonly memory: GraderMemory | undefined;

  record(make: AttemptEvent | ((attempt: Attempt) => AttemptEvent | undefined)): Promise<void>;
  /** Enters the next state. Rejects for an event that is impossible in this state, unless `isStill` says it came too late. */
  happen(event: LifeEvent, problem?: Problem | null, isStill?: (attempt: Attempt) => boolean): Promise<void>;
  /** Tells the times as they are now, after storing when Check last ran if that is given. */
  recordTimes(change?: Pick<Attempt, 'checkedAt'>): Promise<void>;
  readonly onStep: OnStep;
  /** Stores a submission and shows it, if it is better than the one shown or the student's own. Rejects when it cannot be stored. */
  submit(frozen: FrozenSubmission): Promise<void>;

  /** Keeps what the grader knows beside the cluster for the grader after it. */
  remember(known: GraderMemory): Promise<void>;
  /** Notes when the cluster was given to the student, and what its nodes are called; reported as the whole attempt if it is another one. */
  startAt(
    at: Date,
    options?: { readonly hasNewSandbox?: boolean; readonly nodes?: Attempt['parameters'] },
  ): Promise<void>;
  /**
   * Enters the next state and forgets steps, verdicts and points, with other parameters if they are
   * given. Of what the grader knew only how the cluster came is kept, for a reset to restore it.
   */
  clear(event: LifeEvent, parameters?: Attempt['parameters']): Promise<void>;
  /** Returns the attempt as it is now; every later event goes to the listener until `unsubscribe`. */
  subscribe(listener: Listener): { attempt: Attempt; unsubscribe: () => void };
}

const nothingDone = { points: 0, checkedAt: null, judging: null, problem: null };

/** The event that holds the whole attempt, with the server's clock. */
export function wholeOf(attempt: Attempt): AttemptEvent {
  return { type: 'attempt', attempt, now: new Date().toISOString() };
}

/** An attempt with what it shows of its lease. */
function withLease(attempt: Attempt, { sandbox, readyAt, expiresAt, extensionsLeft }: Lease): Attempt {
  return { ...attempt, sandbox, readyAt, expiresAt, extensionsLeft };
}

function timesOf({ readyAt, expiresAt, checkedAt, extensionsLeft }: Attempt): AttemptTimes {
  return { readyAt, expiresAt, checkedAt, extensionsLeft };
}

export function createJournal(
  stored: StoredAttempt,
  hold: Hold,
  store: Store,
  log: Logger,
  /** Told of each event after it was applied, with the attempt before it. */
  onRecord: (event: AttemptEvent, before: Attempt) => void = () => undefined,
): Journal {
  let { attempt: own, startedAt, memory } = stored;
  /** When a wait for a cluster began that a stop of the server has interrupted. */
  let queuedSince: string | undefined;
  const listeners = new Set<Listener>();
  const inOrder = createSerialQueue();
  const { id } = own;
  const current = (): Attempt => withLease(own, hold.lease);

  const tell = (event: AttemptEvent): void => {
    for (const listener of listeners) listener(event);
  };

  /** Stores, applies and reports. A full disk does not keep a student from seeing what is; the next start reads the host again. */
  async function put(event: AttemptEvent): Promise<void> {
    const before = current();
    const after = applyEvent(before, event);
    try {
      await store.save(event, after);
    } catch (error) {
      log.error({ err: error, attempt: after.id }, `a ${event.type} event could not be stored`);
    }
    own = after;
    onRecord(event, before);
    tell(event);
  }

  const record: Journal['record'] = (make) =>
    inOrder(async () => {
      const event = typeof make === 'function' ? make(current()) : make;
      if (event) await put(event);
    });

  return {
    id,
    user: stored.user,
    get attempt() {
      return current();
    },
    get startedAt() {
      return startedAt;
    },
    get memory() {
      return memory;
    },

    record,
    happen: (event, problem = null, isStill = () => true) =>
      record((now) => (isStill(now) ? { type: 'state', state: nextState(now.state, event), problem } : undefined)),
    recordTimes: (change) => record((now) => ({ type: 'times', ...timesOf({ ...now, ...change }) })),
    onStep(step) {
      record((now) => ({ type: 'step', step: withBegin(step, now.steps, queuedSince) })).catch((error: unknown) =>
        log.error({ err: error }, 'a step could not be told'),
      );
    },
    submit: ({ submission, row }) =>
      inOrder(async () => {
        await store.saveSubmission(row);
        await put({ type: 'times', ...timesOf({ ...current(), checkedAt: submission.at }) });
        const isWorse = submission.atEnd && own.submission && own.submission.points >= submission.points;
        if (!isWorse) await put({ type: 'submission', submission });
      }),

    remember(known) {
      memory = known;
      return inOrder(() => store.change(id, { memoryJson: known }));
    },

    startAt: (at, { hasNewSandbox = false, nodes = {} } = {}) =>
      inOrder(async () => {
        const parameters = { ...own.parameters, ...nodes };
        await store.change(id, { startedAt: at.toISOString(), parametersJson: parameters });
        startedAt = at.toISOString();
        own = { ...own, parameters };
        if (hasNewSandbox) tell(wholeOf(current()));
      }),

    clear: (event, parameters = own.parameters) =>
      inOrder(async () => {
        const state = nextState(own.state, event);
        queuedSince = parameters === own.parameters ? own.steps.find(({ id }) => id === 'queue')?.since : undefined;
        const kept = memory?.system && { checks: {}, system: memory.system };
        await store.forgetRun(id, state, parameters, kept);
        await hold.pause();
        memory = kept;
        own = { ...own, ...nothingDone, parameters, state, steps: [], verdicts: [] };
        tell(wholeOf(current()));
      }),

    subscribe(listener) {
      listeners.add(listener);
      const leave = hold.visit();
      return {
        attempt: current(),
        unsubscribe: () => {
          leave();
          listeners.delete(listener);
        },
      };
    },
  };
}
