import type { Check } from '@drydock/lab';
import type { Verdict } from '@drydock/model';
import { type CheckMemory, type Facts, judge } from '../verdict/judge.ts';
import type { CheckReadings } from '../reading/reading.ts';
import { read } from '../probe/read.ts';
import type { View } from '../reading/view.ts';

/** A check's readings of one round and what they came to. */
export interface Judged {
  readonly check: Check;
  readonly readings: CheckReadings;
  readonly verdict: Verdict;
}

/** Everything one check needs, read through one view. */
export async function readCheck(check: Check, view: View): Promise<CheckReadings> {
  const names = Object.keys(check.with);
  const [main, ...further] = await Promise.all([
    read(view, check.probe),
    ...Object.values(check.with).map((probe) => read(view, probe)),
  ]);
  return {
    main,
    with: Object.fromEntries(names.map((name, index) => [name, further[index]])) as CheckReadings['with'],
  };
}

/** Looks at every check once, at most eight at a time, and judges all of them at one moment. */
export async function runRound(
  checks: readonly Check[],
  view: View,
  facts: () => Facts,
  memoryOf: (check: Check) => CheckMemory,
): Promise<readonly Judged[]> {
  const readings = new Map<Check, CheckReadings>();
  const queue = [...checks];
  const work = async (): Promise<void> => {
    for (let check = queue.shift(); check; check = queue.shift()) readings.set(check, await readCheck(check, view));
  };
  await Promise.all(Array.from({ length: 8 }, work));
  const moment = facts();
  return checks.flatMap((check) => {
    const found = readings.get(check);
    return found ? [{ check, readings: found, verdict: judge(check, found, moment, memoryOf(check)) }] : [];
  });
}
