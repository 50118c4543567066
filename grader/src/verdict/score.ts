import type { Lab } from '@drydock/lab';
import type { Verdict } from '@drydock/model';

/** The points of these verdicts: a task's when all its checks pass. */
export function pointsOf(lab: Lab, verdicts: readonly Verdict[]): number {
  const passed = new Set(verdicts.filter(({ outcome }) => outcome === 'pass').map(({ check }) => check));
  return lab.tasks
    .filter((task) => task.checks.every(({ id }) => passed.has(id)))
    .reduce((sum, task) => sum + task.points, 0);
}

const severity: Readonly<Record<Verdict['outcome'], number>> = { pass: 0, inconclusive: 1, fail: 2 };

/** Of two readings the one that counts against it: what was true only once may have been forged. */
export function worse(first: Verdict | undefined, second: Verdict): Verdict {
  return first !== undefined && severity[first.outcome] > severity[second.outcome] ? first : second;
}
