import type { Verdict } from '@drydock/model';
import { act, lookOnly } from './act.ts';
import { pause } from './cluster.ts';
import { type CheckMemory, type Facts, isAct } from './judge.ts';
import type { Check } from './lab.ts';
import { type Judged, runRound } from './round.ts';
import { type View, freshView } from './view.ts';

export interface SettleOptions {
  readonly checks: readonly Check[];
  readonly base: Omit<View, 'get' | 'list' | 'signal'>;
  readonly facts: () => Facts;
  readonly memoryOf: (check: Check) => CheckMemory;
  readonly signal: AbortSignal;
  /** Ends the waiting for checks that may still come. */
  readonly isEnough?: (verdicts: readonly Verdict[]) => boolean;
}

/** The time between two rounds (ms). */
export const roundPauseMs = 1000;

/**
 * Judges all checks in rounds until nothing can come by itself any more, then lets those that act do so, each once the rest of its task passes.
 * The last round is the verdict: all its checks were true, or not, together.
 */
export async function settle(options: SettleOptions): Promise<readonly Judged[]> {
  const { signal, isEnough = () => false } = options;
  let judged = await round(options);
  while (judged.some(({ verdict }) => verdict.pending) && !isEnough(judged.map(({ verdict }) => verdict))) {
    await pause(roundPauseMs, signal);
    judged = await round(options);
  }
  return actAll(judged, options);
}

async function round({ checks, base, facts, memoryOf, signal }: SettleOptions): Promise<readonly Judged[]> {
  const view = freshView({ ...base, signal });
  const [judged, acts] = await Promise.all([
    runRound(
      checks.filter((check) => !isAct(check)),
      view,
      facts,
      memoryOf,
    ),
    Promise.all(checks.filter(isAct).map((check) => lookOnly(check, view, facts(), memoryOf(check)))),
  ]);
  return inOrder(checks, [...judged, ...acts]);
}

async function actAll(
  judged: readonly Judged[],
  { checks, base, facts, memoryOf, signal }: SettleOptions,
): Promise<readonly Judged[]> {
  const after = new Map(judged.map((one) => [one.check, one]));
  for (const one of judged) {
    const isDue = judged.every(
      ({ check, verdict }) => check === one.check || check.task !== one.check.task || verdict.outcome === 'pass',
    );
    if (!isAct(one.check) || one.verdict.outcome === 'pass' || !isDue) continue;
    after.set(
      one.check,
      await act(one.check, () => freshView({ ...base, signal }), facts, memoryOf(one.check), signal),
    );
  }
  return inOrder(checks, [...after.values()]);
}

function inOrder(checks: readonly Check[], judged: readonly Judged[]): readonly Judged[] {
  return judged.toSorted((a, b) => checks.indexOf(a.check) - checks.indexOf(b.check));
}
