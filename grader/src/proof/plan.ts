import { join } from 'node:path';
import {
  foldersIn,
  furtherScript,
  furtherSolutions,
  type Lab,
  mutantTargets,
  resumePoints,
  scriptOf,
  scriptOfShown,
  scriptUpTo,
} from '@drydock/lab';
import type { TrialPlan } from './trial-plan.ts';
import { isProvedBy } from './waits.ts';

/** The name of the trials that every lab has. */
export const freshStart = 'fresh start';
export const solution = 'solution';

/** Returns the trials of a lab in their order: the fresh start, the solution, what `<Solution>` shows, the further solutions, the resume points, the near misses. */
export async function planTrials(lab: Lab): Promise<readonly TrialPlan[]> {
  const checks = lab.tasks.flatMap((task) => task.checks.map(({ id }) => id));
  const reference = await scriptOf(lab.directory, 'solution');
  const shown = scriptOfShown(lab.shown ?? []);
  const plans: TrialPlan[] = [
    { lab, name: freshStart },
    { lab, name: solution, script: reference },
    { lab, name: 'shown solution', script: shown, ...(isProvedBy(shown, reference) && { sameAs: solution }) },
  ];
  for (const name of await furtherSolutions(lab.directory))
    plans.push({ lab, name: `solution ${name}`, script: await furtherScript(lab.directory, name) });
  for (const { id } of resumePoints(lab)) {
    const script = scriptUpTo(lab, id);
    if (script !== undefined) plans.push({ lab, name: `resume after ${id}`, script, upTo: id });
  }
  for (const name of await foldersIn(join(lab.directory, 'mutants'))) {
    const script = await scriptOf(lab.directory, join('mutants', name));
    plans.push({ lab, name, script, expected: mutantTargets(name, checks) });
  }
  return plans;
}
