import type { Check } from '@drydock/lab';
import type { Verdict } from '@drydock/model';
import pLimit from 'p-limit';
import { type CheckMemory, type Facts, judge } from '../verdict/judge.ts';
import type { CheckReadings } from '../reading/reading.ts';
import { read } from '../probe/read.ts';
import type { View } from '../reading/view.ts';

const atOnce = 8;

/** A check's readings of one round and what they came to. */
export interface Judged {
  readonly check: Check;
  readonly readings: CheckReadings;
  readonly verdict: Verdict;
}

/** How a check came to be judged: a change that the watch saw, a round of a check or submission, or an act. */
export type Occasion = 'watch' | 'round' | 'act';

/** Receives all that is judged, in its order, with what was known at that moment: enough to judge it again. */
export type OnJudged = (judged: readonly Judged[], occasion: Occasion, facts: Facts) => void;

/** Everything one check needs, read through one view. */
export async function readCheck(check: Check, view: View): Promise<CheckReadings> {
  const [main, ...further] = await Promise.all([
    read(view, check.probe),
    ...Object.entries(check.with).map(async ([name, probe]) => [name, await read(view, probe)] as const),
  ]);
  return { main, with: Object.fromEntries(further) };
}

/** Looks at every check once, at most eight at a time, and judges all of them at one moment. */
export async function runRound(
  checks: readonly Check[],
  view: View,
  facts: () => Facts,
  memoryOf: (check: Check) => CheckMemory,
): Promise<readonly Judged[]> {
  const looks = await pLimit(atOnce).map(checks, async (check) => ({ check, readings: await readCheck(check, view) }));
  const moment = facts();
  return looks.map(({ check, readings }) => ({
    check,
    readings,
    verdict: judge(check, readings, moment, memoryOf(check)),
  }));
}
