import { formatWords, type Words } from '@drydock/model';

/** The step that brings a cluster to where an attempt begins. */
export const bringingTo = (task: string): string => `Bringing the cluster to the end of “${task}”`;

/** What the server tells a student of attempts that begin after a task, in English. */
export const resume = {
  pointUnknown: (lab: string, task: string, points: readonly string[]): Words => ({
    message: `No attempt at lab ${lab} can begin after ${JSON.stringify(task)}.`,
    fix:
      points.length === 0
        ? 'Start the lab from the beginning.'
        : `Start it from the beginning, or after one of these tasks once you have reached its end: ${points.join(', ')}.`,
  }),
  pointNotReached: (task: string): Words => ({
    message: `You have not reached the end of “${task}” yet, so you cannot begin after it.`,
    fix: 'Start the lab from the beginning. As soon as all checks up to the end of that task pass, you can begin there from then on.',
  }),
  pointFailed: (task: string, exitCode: number, output: string): Words => ({
    message: `The cluster could not be brought to the end of “${task}”: the commands ended with code ${exitCode}${output === '' ? '.' : `: ${formatWords(output)}`}`,
    fix: 'Press Reset to try again with a new cluster. If that fails too, end the lab and start it from the beginning.',
  }),
  pointMissed: (task: string, checks: readonly string[]): Words => ({
    message: `The cluster could not be brought to the end of “${task}”: the commands ran, but this does not pass: ${checks.join('; ')}.`,
    fix: 'Press Reset to try again with a new cluster. If that fails too, end the lab and start it from the beginning.',
  }),
};
