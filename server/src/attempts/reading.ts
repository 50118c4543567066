import { CourseError, type Attempt, type Submission } from '@drydock/model';
import { freezeSubmission } from '../submissions/submit.ts';
import type { LiveAttempt } from './live.ts';
import type { Parts } from './parts.ts';

/** A check or submission may wait for slow conditions, but not longer than this. */
const readTimeoutMs = 5 * 60_000;

/** Check and Submit: one of each at a time per attempt. */
export function createReadings({ store, key }: Pick<Parts, 'store' | 'key'>) {
  const checks = new Map<LiveAttempt, Promise<Attempt>>();
  const submits = new Set<LiveAttempt>();

  async function runCheck(live: LiveAttempt): Promise<Attempt> {
    const { grader } = await live.ready();
    await live.tell(await read(live, (options) => grader.check(options)), grader);
    const { attempt } = live.journal;
    void live.mark({ type: 'check', points: attempt.points, maxPoints: attempt.maxPoints });
    return attempt;
  }

  async function runSubmit(live: LiveAttempt): Promise<Submission> {
    const { grader } = await live.ready();
    const { verdicts, evidence } = await read(live, (options) => grader.submit(options));
    await live.tell(verdicts, grader);
    const { attempt, user } = live.journal;
    const { id, lab, parameters, maxPoints } = attempt;
    const found = { attempt: id, points: grader.points(verdicts), maxPoints, verdicts: [...verdicts] };
    const { submission, row } = freezeSubmission(found, { lab, user, parameters, evidence }, key);
    await store.saveSubmission(row);
    await live.journal.record({ type: 'submission', submission });
    return submission;
  }

  return {
    /** Reads everything afresh; a second call while one runs gets the same answer. */
    check(live: LiveAttempt): Promise<Attempt> {
      const running = checks.get(live) ?? runCheck(live).finally(() => checks.delete(live));
      checks.set(live, running);
      return running;
    },

    /** Grades, stores and signs; the answer comes after the submission is on the disk. */
    async submit(live: LiveAttempt): Promise<Submission> {
      if (submits.has(live)) {
        throw new CourseError('conflict', 'This attempt is being submitted already.', 'Wait for its points.');
      }
      submits.add(live);
      try {
        return await runSubmit(live);
      } finally {
        submits.delete(live);
      }
    },
  };
}

/** Runs a read of a ready attempt; a reset, an end, a shutdown or five minutes call it off. */
async function read<T>(live: LiveAttempt, work: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
  const alive = live.signal();
  const signal = AbortSignal.any([alive, AbortSignal.timeout(readTimeoutMs)]);
  try {
    return await work({ signal });
  } catch (cause) {
    if (alive.aborted) {
      const message = 'The attempt was reset or ended while it was read.';
      throw new CourseError('aborted', message, 'Try again once it is ready.', { cause });
    }
    if (!signal.aborted) throw cause;
    const message = 'Reading the cluster took longer than 5 minutes.';
    throw new CourseError('timeout', message, 'Try again; if it stays, press Reset.', { cause });
  }
}
