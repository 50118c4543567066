import { type AttemptState, CourseError } from '@drydock/model';
import type { Ending } from '../text/en.ts';
import type { LiveAttempt } from './live.ts';
import { notices } from './notices.ts';
import type { Parts } from './parts.ts';
import type { Readings } from './reading.ts';

/** How long a cluster that does not answer is asked again before its attempt ends without a grade. */
const graceMs = 120_000;

/** Whether the time of an attempt is up. It runs only while there is a cluster to use. */
function isTimeUp({ journal: { attempt } }: LiveAttempt): boolean {
  return (
    ['ready', 'lost'].includes(attempt.state) &&
    attempt.expiresAt !== null &&
    Date.parse(attempt.expiresAt) <= Date.now()
  );
}

/** Whether an attempt without a cluster was left alone for a whole life. */
function isForgotten({ journal }: LiveAttempt, lifeMs: number): boolean {
  return ['failed', 'lost'].includes(journal.attempt.state) && Date.now() - journal.activeAtMs > lifeMs;
}

/** Ends attempts whose time is up, after what is in their clusters was graded, and those that nobody comes back to. */
export function createExpiry(
  readings: Readings,
  end: (live: LiveAttempt, problem: ReturnType<typeof notices.ended>) => Promise<void>,
  { closing, log, attemptLifeMs }: Pick<Parts, 'closing' | 'log' | 'attemptLifeMs'>,
) {
  const ending = new Map<LiveAttempt, Promise<void>>();
  const firstTries = new WeakMap<LiveAttempt, number>();

  const stateOf = (live: LiveAttempt): AttemptState => live.journal.attempt.state;

  /** Grades what is there; undefined when that is to be tried again. */
  async function grade(live: LiveAttempt): Promise<Ending | undefined> {
    const { journal } = live;
    if (stateOf(live) !== 'ready') return 'lost';
    if (journal.attempt.submission?.points === journal.attempt.maxPoints) return 'full';
    const firstTry = firstTries.get(live) ?? Date.now();
    firstTries.set(live, firstTry);
    try {
      const { points, maxPoints } = await readings.submit(live, { isAtEnd: true });
      return { points, maxPoints };
    } catch (error) {
      if (closing.aborted) return undefined;
      if (stateOf(live) === 'lost') return 'lost';
      log.warn({ err: error, attempt: journal.id }, 'an attempt could not be graded at its end');
      const isHostAway = error instanceof CourseError && error.code === 'docker_unavailable';
      return isHostAway || Date.now() - firstTry < graceMs ? undefined : 'ungraded';
    }
  }

  async function finish(live: LiveAttempt): Promise<void> {
    const result = await grade(live);
    // The student may have asked for more time, or for a reset, meanwhile.
    if (result !== undefined && isTimeUp(live)) await end(live, notices.timeUp(result));
  }

  return {
    /** Begins to end what is due, once each. */
    look(lives: readonly LiveAttempt[]): void {
      for (const live of lives) {
        const isUp = isTimeUp(live);
        if (ending.has(live) || !(isUp || isForgotten(live, attemptLifeMs))) continue;
        const work = (isUp ? finish(live) : end(live, notices.forgotten()))
          .catch((error: unknown) => log.error({ err: error, attempt: live.journal.id }, 'an attempt did not end'))
          .finally(() => ending.delete(live));
        ending.set(live, work);
      }
    },
    /** Resolves when none is being ended. */
    idle: async (): Promise<void> => void (await Promise.all(ending.values())),
  };
}

export type Expiry = ReturnType<typeof createExpiry>;
