import type { Verdict } from '@drydock/model';
import type { Check, Lab, Task } from './lab.ts';
import { scriptOfShown } from './language/blocks/solution-blocks.ts';

/** Returns the tasks after which a later attempt may begin, in the order of the lab. */
export function resumePoints({ tasks }: Lab): readonly Task[] {
  return tasks.filter(({ resume }) => resume);
}

/** Returns the tasks that are done at a resume point, and those that are left. */
export function tasksAround({ tasks }: Lab, point: string): { done: readonly Task[]; left: readonly Task[] } {
  const end = tasks.findIndex(({ id }) => id === point) + 1;
  return { done: tasks.slice(0, end), left: tasks.slice(end) };
}

/** Returns what brings a cluster from the start state to a resume point: the commands of `<Solution>` up to the block that ends its task. Undefined when the lab has no such point. */
export function scriptUpTo(lab: Lab, point: string): string | undefined {
  const shown = lab.shown ?? [];
  const last = shown.findIndex(({ ends }) => ends === point);
  const isPoint = resumePoints(lab).some(({ id }) => id === point);
  return isPoint && last !== -1 ? scriptOfShown(shown.slice(0, last + 1)) : undefined;
}

/** Returns whether a check passes in these verdicts. */
export function isPassed({ task, id }: Check, verdicts: readonly Verdict[]): boolean {
  return verdicts.some((one) => one.task === task && one.check === id && one.outcome === 'pass');
}

/** Returns the ids of the resume points that these verdicts reach: every check of the task and of all tasks before it passes. */
export function pointsReached(lab: Lab, verdicts: readonly Verdict[]): readonly string[] {
  const isReached = ({ id }: Task): boolean =>
    tasksAround(lab, id).done.every(({ checks }) => checks.every((check) => isPassed(check, verdicts)));
  return resumePoints(lab)
    .filter(isReached)
    .map(({ id }) => id);
}
