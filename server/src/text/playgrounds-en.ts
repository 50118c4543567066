import type { PlaygroundState, Problem, Words } from '@drydock/model';

const waitForCluster = 'Wait until its cluster is ready; the page shows the steps.';
const playgroundStates: Readonly<Record<PlaygroundState, Words>> = {
  queued: { message: 'it is waiting for its turn', fix: waitForCluster },
  starting: { message: 'it is starting', fix: waitForCluster },
  ready: { message: 'it is just getting ready', fix: 'Try again in a moment.' },
  ended: { message: 'it has ended', fix: 'Run a cell to get a new cluster.' },
  failed: { message: 'it could not start', fix: 'Press Reset to try again with a new cluster.' },
  lost: { message: 'it is gone', fix: 'Press Reset to get a new cluster.' },
};

const runForANewOne = 'Run a cell to get a new cluster. The outputs on the page are kept.';

/** What a student is told of the cluster in which cells of lessons run, in English. */
export const playgrounds = {
  playgroundLost: (sandbox: string): Words => ({
    message: `Your cluster for the lessons (${sandbox}) is gone: its containers were stopped or removed on this machine.`,
    fix: 'Press Reset to get a new cluster, then run the cells again. The outputs on the page are kept.',
  }),
  playgroundTimeUp: {
    message: 'Time ran out, so your cluster for the lessons has ended.',
    fix: runForANewOne,
  } satisfies Words,
  playgroundEnded: {
    message: 'You ended your cluster for the lessons, maybe in another tab.',
    fix: runForANewOne,
  } satisfies Words,
  playgroundForgotten: {
    message: 'Your cluster for the lessons was lost and you did not come back for a long time, so it was ended.',
    fix: runForANewOne,
  } satisfies Words,
  playgroundReset: {
    message: 'Your cluster was replaced by a clean one before the cell was done.',
    fix: 'Run the cell again once the new cluster is ready.',
  } satisfies Words,
  playgroundNotReady: (state: PlaygroundState, problem: Problem | null): Words => ({
    message: `Your cluster for the lessons is not ready: ${playgroundStates[state].message}.${problem ? ` ${problem.message}` : ''}`,
    fix: playgroundStates[state].fix,
  }),
  playgroundUnknown: (id: string): Words => ({
    message: `You have no playground ${JSON.stringify(id)}.`,
    fix: 'Run a cell of a lesson to get one. A playground belongs to the student who started it, so a program must send the session cookie.',
  }),
  noMorePlaygroundTime: (extensions: number): Words => ({
    message:
      extensions === 0
        ? 'This course does not allow extra time.'
        : `You have already extended this cluster ${extensions === 1 ? 'once' : `${extensions} times`}, which is the limit.`,
    fix: 'Press Reset for a new cluster with the full time.',
  }),
  profileMissing: (profile: string, profiles: readonly string[]): Words => ({
    message: `This server cannot make clusters of the profile ${profile}.`,
    fix: `It makes ${profiles.join(', ')}. Ask whoever runs this course for another driver.`,
  }),
  noPlaygroundNodeShell: {
    message: 'The clusters of this server have no shells on nodes.',
    fix: 'Open a workspace terminal.',
  } satisfies Words,
  cellUnknown: (lesson: string, cell: string, cells: number): Words => ({
    message: `The lesson "${lesson}" has no cell "${cell}".`,
    fix:
      cells === 0
        ? 'It has no cells.'
        : `Its cells are numbered from 1 to ${cells}. Reload the page if it was changed.`,
  }),
  lessonUnknown: (lesson: string): Words => ({
    message: `There is no lesson ${JSON.stringify(lesson)}.`,
    fix: 'A lesson is named as in its address, for example probes/liveness-exec.',
  }),
  noLessonRegistry: {
    message: 'This lesson needs a private registry, which the clusters of this server do not have.',
    fix: 'Ask whoever runs this course for another driver.',
  } satisfies Words,
  tooManyRuns: (waiting: number): Words => ({
    message: `${waiting} cells of this lesson are already waiting.`,
    fix: 'Wait until some are done, or stop the one that is running.',
  }),
  tooManyEdits: (edits: number): Words => ({
    message: `You have changed ${edits} manifests in this course, and no more are kept.`,
    fix: 'Restore some that you no longer need. The cell runs what you see all the same.',
  }),
  runUnknown: (run: string): Words => ({
    message: `No cell with the run ${JSON.stringify(run)} is waiting or running.`,
    fix: 'It may have ended already; reload the page to see its output.',
  }),
};
