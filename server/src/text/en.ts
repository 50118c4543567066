import type { AttemptState, Problem, Words } from '@drydock/model';

/** What became of the cluster's content when the time was up. */
export type Ending = { points: number; maxPoints: number } | 'full' | 'lost' | 'ungraded';

const waitForCluster = 'Wait until its cluster is ready; the page shows the steps.';
const whatToDo: Readonly<Record<AttemptState, string>> = {
  queued: waitForCluster,
  starting: waitForCluster,
  setup: 'Wait until its start state is applied; the page shows the steps.',
  ready: 'Try again in a moment.',
  ended: 'Start the lab again for a new attempt.',
  failed: 'Press Reset to try again with a new cluster.',
  lost: 'Press Reset to get a new cluster with the same start state.',
};

function howItEnded(ending: Ending): string {
  if (ending === 'full') return 'You had submitted it with full points.';
  if (ending === 'lost') return 'Its cluster was gone before, so there was nothing left to grade.';
  if (ending === 'ungraded') return 'Its cluster did not answer, so what was in it could not be graded.';
  return `What was in the cluster was graded: ${ending.points} of ${ending.maxPoints} points. The better result counts.`;
}

/** What the server tells a student, in English. Each text says what happened and what to do. */
export const en = {
  lost: (sandbox: string): Words => ({
    message: `The cluster of this attempt (${sandbox}) is gone: its containers were stopped or removed on this machine.`,
    fix: 'Press Reset to get a new cluster with the same start state. What you submitted is kept.',
  }),
  timeUp: (ending: Ending): Words => ({
    message: `The time was up, so this attempt has ended. ${howItEnded(ending)}`,
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  }),
  ended: {
    message: 'This attempt was ended on a page of yours.',
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  } as Words,
  forgotten: {
    message: 'This attempt had no cluster any more and nobody came back to it, so it was ended.',
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  } as Words,
  labGone: (lab: string): Words => ({
    message: `The course no longer has the lab ${JSON.stringify(lab)}, so this attempt has ended.`,
    fix: 'Choose another lab on the course page. What you submitted is kept.',
  }),
  notReady: (state: AttemptState, problem: Problem | null): Words => ({
    message: `This attempt is ${state}, not ready.${problem ? ` ${problem.message}` : ''}`,
    fix: whatToDo[state],
  }),
  waking: {
    message: 'The cluster is still waking up.',
    fix: 'Try again in a moment.',
  } as Words,
  attemptUnknown: (id: string): Words => ({
    message: `You have no attempt ${JSON.stringify(id)}.`,
    fix: 'Open the lab page and press Start. An attempt belongs to the student who started it: a program must keep the session cookie.',
  }),
  noMoreTime: (extensions: number): Words => ({
    message:
      extensions === 0
        ? 'This course does not extend the time of a lab.'
        : `You have extended this attempt ${extensions} times already, and there is no more time to give.`,
    fix: 'Submit what you have. Reset or a new start gives you time again.',
  }),
  calledOff: {
    message: 'The attempt was reset or ended while it was read.',
    fix: 'Try again once it is ready.',
  } as Words,
  readTooLong: (minutes: number): Words => ({
    message: `Reading the cluster took longer than ${minutes} minutes.`,
    fix: 'Try again; if it takes as long again, press Reset.',
  }),
};
