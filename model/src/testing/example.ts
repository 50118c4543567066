import type { Attempt, Submission } from '../life/attempt.ts';
import type { Verdict } from '../verdict.ts';

/** An attempt that has just become ready, for tests. */
export function exampleAttempt(change: Partial<Attempt> = {}): Attempt {
  return {
    id: 'a1',
    lab: 'memory-limit',
    state: 'ready',
    createdAt: '2026-01-01T00:00:00Z',
    readyAt: '2026-01-01T00:00:01Z',
    expiresAt: '2026-01-01T04:00:00Z',
    checkedAt: null,
    judging: null,
    parameters: { token: 'k3j9' },
    sandbox: 'abc123',
    steps: [],
    verdicts: [],
    points: 0,
    maxPoints: 3,
    submission: null,
    problem: null,
    ...change,
  };
}

/** A verdict of check `<task>/<check>`, for tests. */
export function exampleVerdict(key: string, outcome: Verdict['outcome'], change: Partial<Verdict> = {}): Verdict {
  const [task = '', check = ''] = key.split('/');
  return {
    task,
    check,
    outcome,
    pending: false,
    message: { en: 'message', zh: '说明' },
    at: '2026-01-01T00:00:02Z',
    ...change,
  };
}

/** A submission with these verdicts, for tests. */
export function exampleSubmission(verdicts: Verdict[], points = 0): Submission {
  return { id: 's1', attempt: 'a1', at: '2026-01-01T00:00:03Z', points, maxPoints: 3, verdicts };
}
