import { CourseError, type Attempt, type Problem } from '@drydock/model';

/** What a student is told when an attempt does not go on; `fix` always names the next action in the page. */
export const notices = {
  lost: (attempt: Attempt): Problem => ({
    code: 'sandbox_lost',
    message: `The cluster of this attempt (${attempt.sandbox}) is gone: its containers were stopped or removed on this machine.`,
    fix: 'Press Reset to get a new cluster with the same start state. What you submitted is kept.',
  }),
  expired: (attempt: Attempt, lifeMs: number): Problem => ({
    code: 'timeout',
    message: `This attempt reached its maximum life of ${Math.round(lifeMs / 360_000) / 10} hours (at ${attempt.expiresAt}), and its cluster was removed.`,
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  }),
  labGone: (attempt: Attempt): Problem => ({
    code: 'lab_unknown',
    message: `The lab ${JSON.stringify(attempt.lab)} is no longer part of this course.`,
    fix: 'Delete this attempt. What you submitted is kept.',
  }),
} satisfies Record<string, (attempt: Attempt, lifeMs: number) => Problem>;

/** Why an attempt in this state cannot be checked, submitted or typed into now. */
export function notReady(attempt: Attempt): CourseError {
  const fix = {
    queued: 'Wait until its cluster is ready; the page shows the steps.',
    starting: 'Wait until its cluster is ready; the page shows the steps.',
    setup: 'Wait until its start state is applied; the page shows the steps.',
    ready: 'Try again in a moment.',
    ended: 'Start the lab again for a new attempt.',
    failed: 'Press Reset to try again with a new cluster.',
    lost: 'Press Reset to get a new cluster with the same start state.',
  }[attempt.state];
  const why = attempt.problem ? ` ${attempt.problem.message}` : '';
  return new CourseError('attempt_not_ready', `Attempt ${attempt.id} is ${attempt.state}, not ready.${why}`, fix);
}

export function attemptUnknown(id: string): CourseError {
  return new CourseError(
    'attempt_unknown',
    `You have no attempt ${JSON.stringify(id)}.`,
    'Open the lab page and press Start. An attempt belongs to the student who started it: a program must keep the session cookie.',
  );
}
