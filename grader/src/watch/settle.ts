import { pause } from '@drydock/cluster';
import type { Check } from '@drydock/lab';
import type { Verdict } from '@drydock/model';
import { act, lookOnly } from './act.ts';
import { explainAll } from '../because/explain.ts';
import { type CheckMemory, type Facts, isAct, kubeletSyncMs } from '../verdict/judge.ts';
import { type Judged, type OnJudged, runRound } from './round.ts';
import { type View, freshView } from '../reading/view.ts';

export interface SettleOptions {
  readonly checks: readonly Check[];
  readonly base: Omit<View, 'get' | 'list' | 'once' | 'signal'>;
  readonly facts: () => Facts;
  readonly memoryOf: (check: Check) => CheckMemory;
  readonly signal: AbortSignal;
  /** Ends the waiting for checks that may still come. */
  readonly isEnough?: (verdicts: readonly Verdict[]) => boolean;
  readonly onJudged?: OnJudged | undefined;
}

/** The time between two rounds (ms). */
export const roundPauseMs = 1000;

/**
 * Judges all checks in rounds until nothing can still change on its own, then runs those that act, each once the rest of its task passes.
 * The last round is the verdict: all its checks were true, or not, together.
 */
export async function settle(options: SettleOptions): Promise<readonly Judged[]> {
  const { signal, isEnough = () => false } = options;
  let judged = await round(options);
  while (judged.some(({ verdict }) => verdict.pending) && !isEnough(judged.map(({ verdict }) => verdict))) {
    await pause(roundPauseMs, signal);
    judged = await round(options);
  }
  const acted = await actAll(await rest(judged, options), options);
  return explainAll(acted, freshView({ ...options.base, signal }), signal);
}

/** What acts may end what another check saw once: that has first to hold for long enough to be remembered. */
async function rest(judged: readonly Judged[], options: SettleOptions): Promise<readonly Judged[]> {
  if (!judged.some((one) => isDue(one, judged))) return judged;
  const { now, statusSettlesMs = kubeletSyncMs } = options.facts();
  const waits = judged.map(({ check, verdict }) => {
    const { trueSince = now.getTime(), wasTrueOf } = options.memoryOf(check);
    const isRemembered = !check.isOnce || wasTrueOf !== undefined || verdict.outcome !== 'pass';
    return isRemembered ? 0 : trueSince + statusSettlesMs - now.getTime();
  });
  const longest = Math.max(...waits);
  if (longest <= 0) return judged;
  await pause(longest, options.signal);
  return round(options);
}

/** Whether a check is to act now: the rest of its task passes. */
function isDue({ check, verdict }: Judged, all: readonly Judged[]): boolean {
  const rests = all.every(
    (other) => other.check === check || other.check.task !== check.task || other.verdict.outcome === 'pass',
  );
  return isAct(check) && verdict.outcome !== 'pass' && rests;
}

async function round(options: SettleOptions): Promise<readonly Judged[]> {
  const { checks, base, facts: know, memoryOf, signal, onJudged } = options;
  let moment = know();
  const facts = (): Facts => (moment = know());
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
  const all = inOrder(checks, [...judged, ...acts]);
  onJudged?.(all, 'round', moment);
  return all;
}

async function actAll(
  judged: readonly Judged[],
  { checks, base, facts, memoryOf, signal, onJudged }: SettleOptions,
): Promise<readonly Judged[]> {
  const after = new Map(judged.map((one) => [one.check, one]));
  for (const one of judged) {
    if (!isDue(one, judged)) continue;
    const acted = await act(one.check, () => freshView({ ...base, signal }), facts, memoryOf(one.check), signal);
    onJudged?.([acted], 'act', facts());
    after.set(one.check, acted);
  }
  return inOrder(checks, [...after.values()]);
}

function inOrder(checks: readonly Check[], judged: readonly Judged[]): readonly Judged[] {
  return judged.toSorted((a, b) => checks.indexOf(a.check) - checks.indexOf(b.check));
}
