import type { Attempt, Problem, Submission } from '@drydock/model';
import { toCourseError } from '../../http/problem.ts';
import { freezeSubmission } from '../../submissions/submit.ts';
import { fail } from '../../text/fail.ts';
import type { OpenGrader } from './grader-session.ts';
import type { Life } from '../life.ts';
import type { Deps } from '../deps.ts';

/** A check or submission may wait for slow conditions, but not longer than this. */
const readTimeoutMinutes = 5;

interface Running {
  check?: Promise<Attempt>;
  submit?: Promise<Submission>;
}

/**
 * Check and Submit: one of each at a time per attempt. The attempt reports when one begins and ends,
 * and why one ended without a result.
 */
export interface Grading {
  /** Reads everything again; a second call while one runs gets the same result. */
  check(life: Life): Promise<Attempt>;
  /** Grades, stores and signs; a second call while one runs gets the same submission. Resolves when it is on the disk. */
  submit(life: Life, options?: { isAtEnd?: boolean }): Promise<Submission>;
}

export function createGrading({ key, afterSubmitMs, log }: Pick<Deps, 'key' | 'afterSubmitMs' | 'log'>): Grading {
  const runs = new WeakMap<Life, Running>();

  function runningOf(life: Life): Running {
    const running = runs.get(life) ?? {};
    runs.set(life, running);
    return running;
  }

  /** Runs `work` as the one reading of its kind, or joins the one that runs. */
  function join<Kind extends keyof Running>(
    life: Life,
    kind: Kind,
    work: () => NonNullable<Running[Kind]>,
  ): NonNullable<Running[Kind]> {
    const running = runningOf(life);
    const before = running[kind];
    if (before) return before;
    const run = work();
    running[kind] = run;
    return run;
  }

  /** Tells that something is judged now, and what kept it from a result. */
  async function judged<T>(life: Life, kind: keyof Running, work: () => Promise<T>): Promise<T> {
    const { journal } = life;
    const running = runningOf(life);
    const now = (): Attempt['judging'] => (running.submit ? 'submit' : running.check ? 'check' : null);
    let problem: Problem | null = null;
    try {
      await life.ready();
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

  async function runCheck(life: Life): Promise<void> {
    const opened = await life.ready();
    await life.tell(await read(opened, (options) => opened.grader.check(options)), opened.grader);
    await life.journal.recordTimes({ checkedAt: new Date().toISOString() });
    const { attempt } = life.journal;
    void life.mark({ type: 'check', points: attempt.points, maxPoints: attempt.maxPoints });
  }

  async function runSubmit(life: Life, isAtEnd: boolean): Promise<Submission> {
    const opened = await life.ready();
    const { grader } = opened;
    const { verdicts, evidence } = await read(opened, (options) => grader.submit(options));
    await life.tell(verdicts, grader);
    const { attempt, user } = life.journal;
    const { id, lab, parameters, maxPoints } = attempt;
    const found = {
      attempt: id,
      points: grader.points(verdicts),
      maxPoints,
      verdicts: [...verdicts],
      ...(isAtEnd && { atEnd: true as const }),
    };
    const frozen = freezeSubmission(found, { lab, user, parameters, evidence }, key);
    await life.journal.submit(frozen);
    // Nothing is left to do in it: others may need its place.
    if (!isAtEnd && frozen.submission.points === maxPoints) await life.hold.hasten(afterSubmitMs);
    return frozen.submission;
  }

  return {
    check: (life) =>
      join(life, 'check', async () => {
        await judged(life, 'check', () => runCheck(life));
        return life.journal.attempt;
      }),
    submit: (life, { isAtEnd = false } = {}) =>
      join(life, 'submit', () => judged(life, 'submit', () => runSubmit(life, isAtEnd))),
  };
}

/** Runs a read of a ready attempt; a reset, an end, a shutdown or five minutes call it off. */
async function read<T>(
  { signal: alive }: OpenGrader,
  work: (options: { signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.any([alive, AbortSignal.timeout(readTimeoutMinutes * 60_000)]);
  try {
    return await work({ signal });
  } catch (cause) {
    if (alive.aborted) throw fail('aborted', (text) => text.calledOff, { cause });
    if (!signal.aborted) throw cause;
    throw fail('timeout', (text) => text.readTooLong(readTimeoutMinutes), { cause });
  }
}
