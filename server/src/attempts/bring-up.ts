import type { Lab } from '@drydock/lab';
import { type Attempt, type AttemptTimes, CourseError, type OnStep } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { Logger } from 'pino';
import type { Deps } from './deps.ts';
import type { GraderSession } from './grader-session.ts';
import type { Journal } from './journal.ts';

/** What an extension gives, and what a reset leaves at least. */
export const hourMs = 3600_000;
export const timeAt = (ms: number): string => new Date(ms).toISOString();

/** The runs that end in `ready`. */
export interface BringUp {
  /** Claims a cluster and applies the start state. */
  readonly start: (signal: AbortSignal) => Promise<void>;
  /** Starts with a new cluster in the place of the one before. */
  readonly replace: (signal: AbortSignal) => Promise<void>;
  /** Brings back the start state in the same cluster; one that no reset can bring back is replaced. */
  setBack(sandbox: Sandbox, signal: AbortSignal): Promise<void>;
  /** Goes on with a start or reset that a stop of the server has cut off. */
  resume(sandbox: Sandbox | undefined, signal: AbortSignal): Promise<void>;
}

export function createBringUp(options: {
  readonly journal: Journal;
  readonly session: GraderSession;
  readonly lab: Lab;
  readonly deps: Deps;
  readonly log: Logger;
}): BringUp {
  const { journal, session, lab, log } = options;
  const { fleet, relay, recordings, attemptLifeMs, extensions } = options.deps;

  /** A step of a start: the first that is not a wait means that a cluster is being made. */
  function onStart(): OnStep {
    let hasBegun = false;
    return (step) => {
      if (!hasBegun && step.id !== 'queue') {
        hasBegun = true;
        journal.happen('begun').catch((error: unknown) => log.error({ err: error }, 'the start could not be told'));
      }
      journal.onStep(step);
    };
  }

  async function start(signal: AbortSignal): Promise<void> {
    const sandbox = await fleet.claim({ profile: lab.profile, owner: journal.user, signal, onStep: onStart() });
    try {
      await journal.change({ sandbox: sandbox.id }, true);
    } catch (error) {
      await fleet.release(sandbox.id);
      throw error;
    }
    await journal.change({ startedAt: timeAt(Date.now()) });
    await journal.happen('claimed');
    await setUp(sandbox);
  }

  /** Applies the start state in a cluster nobody used. */
  async function setUp(sandbox: Sandbox): Promise<void> {
    await session.open(sandbox, journal.onStep);
    await becomeReady((now) => ({ expiresAt: timeAt(now + attemptLifeMs), extensionsLeft: extensions }));
  }

  async function replace(signal: AbortSignal): Promise<void> {
    const old = journal.attempt.sandbox;
    if (old !== null) await fleet.release(old);
    await journal.change({ sandbox: null });
    await start(signal);
  }

  async function setBackInPlace(sandbox: Sandbox): Promise<void> {
    const startedAt = timeAt(Date.now());
    await session.reset(sandbox, journal.onStep);
    await journal.change({ startedAt });
    await session.open(sandbox);
    await becomeReady((now, { expiresAt }) => ({ expiresAt: atLeastAnHour(expiresAt, now) }));
  }

  async function setBack(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
    try {
      await setBackInPlace(sandbox);
    } catch (error) {
      if (signal.aborted || !(error instanceof CourseError) || error.code !== 'cluster_broken') throw error;
      log.warn({ err: error }, 'a reset did not bring the cluster back: it is replaced');
      await session.letGo();
      relay.drop(journal.id);
      await recordings.finish(journal.id, sandbox.agent());
      await journal.clear('replaced');
      await replace(signal);
    }
  }

  /** The student's time begins, or goes on. */
  async function becomeReady(times: (now: number, attempt: Attempt) => Partial<AttemptTimes>): Promise<void> {
    await journal.recordTimes((attempt) => {
      const now = Date.now();
      return { readyAt: timeAt(now), ...times(now, attempt) };
    });
    await journal.happen('prepared');
  }

  /** The end after a reset: as before, but at least an hour away, or a whole life where that is shorter. */
  function atLeastAnHour(expiresAt: string | null, now: number): string {
    const least = now + Math.min(hourMs, attemptLifeMs);
    return timeAt(Math.max(least, expiresAt === null ? now + attemptLifeMs : Date.parse(expiresAt)));
  }

  return {
    start,
    replace,
    setBack,
    async resume(sandbox, signal) {
      const { state } = journal.attempt;
      // One that is queued again after a reset still names the sandbox it is to be rid of.
      const isKept = sandbox !== undefined && state !== 'queued';
      await journal.clear(isKept ? 'resumed' : 'replaced');
      if (!isKept) return replace(signal);
      await fleet.thaw(sandbox.id);
      if (state === 'setup') return setBack(sandbox, signal);
      await journal.change({ startedAt: timeAt(Date.now()) });
      return setUp(sandbox);
    },
  };
}
