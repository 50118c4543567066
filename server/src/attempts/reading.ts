import type { Attempt, Problem, Submission } from '@drydock/model';
import { toCourseError } from '../http/problem.ts';
import { freezeSubmission } from '../submissions/submit.ts';
import { fail } from '../text/fail.ts';
import type { LiveAttempt } from './live.ts';
import type { Parts } from './parts.ts';

/** A check or submission may wait for slow conditions, but not longer than this. */
const readTimeoutMinutes = 5;

interface Running {
  check?: Promise<Attempt>;
  submit?: Promise<Submission>;
}

export type Readings = ReturnType<typeof createReadings>;

/** Check and Submit: one of each at a time per attempt. The attempt tells when one begins and ends, and why one ended without a result. */
export function createReadings({ store, key, log }: Pick<Parts, 'store' | 'key' | 'log'>) {
  const runs = new WeakMap<LiveAttempt, Running>();

  function runningOf(live: LiveAttempt): Running {
    const running = runs.get(live) ?? {};
    runs.set(live, running);
    return running;
  }

  /** Runs `work` as the one reading of its kind, or joins the one that runs. */
  function join<Kind extends keyof Running>(
    live: LiveAttempt,
    kind: Kind,
    work: () => NonNullable<Running[Kind]>,
  ): NonNullable<Running[Kind]> {
    const running = runningOf(live);
    const before = running[kind];
    if (before) return before;
    const run = work();
    running[kind] = run;
    return run;
  }

  /** Tells that something is judged now, and what kept it from a result. */
  async function judged<T>(live: LiveAttempt, kind: keyof Running, work: () => Promise<T>): Promise<T> {
    const { journal } = live;
    const running = runningOf(live);
    const now = (): Attempt['judging'] => (running.submit ? 'submit' : running.check ? 'check' : null);
    let problem: Problem | null = null;
    try {
      await live.ready();
      await journal.record({ type: 'judging', judging: now(), problem: null });
      return await work();
    } catch (error) {
      const found = toCourseError(error, log);
      problem = found.toJSON();
      throw found;
    } finally {
      delete running[kind];
      if (journal.attempt.judging !== null) await journal.record({ type: 'judging', judging: now(), problem });
    }
  }

  async function runCheck(live: LiveAttempt): Promise<void> {
    const { grader } = await live.ready();
    await live.tell(await read(live, (options) => grader.check(options)), grader);
    await live.journal.recordTimes(() => ({ checkedAt: new Date().toISOString() }));
    const { attempt } = live.journal;
    void live.mark({ type: 'check', points: attempt.points, maxPoints: attempt.maxPoints });
  }

  async function runSubmit(live: LiveAttempt, isAtEnd: boolean): Promise<Submission> {
    const { grader } = await live.ready();
    const { verdicts, evidence } = await read(live, (options) => grader.submit(options));
    await live.tell(verdicts, grader);
    const { attempt, user } = live.journal;
    const { id, lab, parameters, maxPoints } = attempt;
    const found = {
      attempt: id,
      points: grader.points(verdicts),
      maxPoints,
      verdicts: [...verdicts],
      ...(isAtEnd && { atEnd: true as const }),
    };
    const { submission, row } = freezeSubmission(found, { lab, user, parameters, evidence }, key);
    await store.saveSubmission(row);
    await live.journal.recordTimes(() => ({ checkedAt: submission.at }));
    await live.journal.record((now) =>
      isAtEnd && now.submission && now.submission.points >= submission.points
        ? undefined
        : { type: 'submission', submission },
    );
    return submission;
  }

  return {
    /** Reads everything afresh; a second call while one runs gets the same answer. */
    check: (live: LiveAttempt): Promise<Attempt> =>
      join(live, 'check', async () => {
        await judged(live, 'check', () => runCheck(live));
        return live.journal.attempt;
      }),

    /** Grades, stores and signs; a second call while one runs gets the same submission. The answer comes after it is on the disk. */
    submit: (live: LiveAttempt, { isAtEnd = false } = {}): Promise<Submission> =>
      join(live, 'submit', () => judged(live, 'submit', () => runSubmit(live, isAtEnd))),
  };
}

/** Runs a read of a ready attempt; a reset, an end, a shutdown or five minutes call it off. */
async function read<T>(live: LiveAttempt, work: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
  const alive = live.signal();
  const signal = AbortSignal.any([alive, AbortSignal.timeout(readTimeoutMinutes * 60_000)]);
  try {
    return await work({ signal });
  } catch (cause) {
    if (alive.aborted) throw fail('aborted', (text) => text.calledOff, { cause });
    if (!signal.aborted) throw cause;
    throw fail('timeout', (text) => text.readTooLong(readTimeoutMinutes), { cause });
  }
}
