import { type AttemptState, CourseError, type Problem } from '@drydock/model';
import type { Ending } from '../text/en.ts';
import type { Life } from './life.ts';
import { notices } from './notices.ts';
import type { Deps } from './deps.ts';
import type { Grading } from './grading/grading.ts';

/** How long a cluster that does not answer is asked again before its attempt ends without a grade. */
const graceMs = 120_000;

/** Whether the time of an attempt is up. It runs only while there is a cluster to use. */
function isTimeUp({ state, hold }: Life): boolean {
  return (state === 'ready' || state === 'lost') && hold.isUp();
}

/** Whether an attempt without a cluster was left alone for a whole life. */
function isForgotten({ state, hold }: Life): boolean {
  return (state === 'failed' || state === 'lost') && hold.isForgotten();
}

/** Ends attempts whose time is up, after what is in their clusters was graded, and those left alone. */
export interface Expiry {
  /** Begins to end what is due, once each. */
  look(lives: readonly Life[]): void;
  /** Resolves when none is being ended. */
  idle(): Promise<void>;
}

export function createExpiry(
  grading: Grading,
  end: (life: Life, problem: Problem) => Promise<void>,
  { closing, log }: Pick<Deps, 'closing' | 'log'>,
): Expiry {
  const ending = new Map<Life, Promise<void>>();
  const firstTries = new WeakMap<Life, number>();

  const stateOf = (life: Life): AttemptState => life.state;

  /** Grades what is there; undefined when that is to be tried again. */
  async function grade(life: Life): Promise<Ending | undefined> {
    const { journal } = life;
    if (stateOf(life) !== 'ready') return 'lost';
    if (journal.attempt.submission?.points === journal.attempt.maxPoints) return 'full';
    const firstTry = firstTries.get(life) ?? Date.now();
    firstTries.set(life, firstTry);
    try {
      const { points, maxPoints } = await grading.submit(life, { isAtEnd: true });
      return { points, maxPoints };
    } catch (error) {
      if (closing.aborted) return undefined;
      if (stateOf(life) === 'lost') return 'lost';
      log.warn({ err: error, attempt: journal.id }, 'an attempt could not be graded at its end');
      const isHostAway = error instanceof CourseError && error.code === 'docker_unavailable';
      return isHostAway || Date.now() - firstTry < graceMs ? undefined : 'ungraded';
    }
  }

  async function finish(life: Life): Promise<void> {
    const result = await grade(life);
    // The student may have asked for more time, or for a reset, meanwhile.
    if (result !== undefined && isTimeUp(life)) await end(life, notices.timeUp(result));
  }

  return {
    look(lives) {
      for (const life of lives) {
        const isUp = isTimeUp(life);
        if (ending.has(life) || !(isUp || isForgotten(life))) continue;
        const work = (isUp ? finish(life) : end(life, notices.forgotten()))
          .catch((error: unknown) => log.error({ err: error, attempt: life.journal.id }, 'an attempt did not end'))
          .finally(() => ending.delete(life));
        ending.set(life, work);
      }
    },
    idle: async () => void (await Promise.all(ending.values())),
  };
}
