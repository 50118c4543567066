import { isDeepStrictEqual } from 'node:util';
import type { Verdict } from '@drydock/model';
import { withVerdict } from './apply.ts';

const longest = 4096;

/** A verdict whose texts fit the schema: what a cluster holds may be of any length. */
export function clampVerdict(verdict: Verdict): Verdict {
  if (verdict.actual === undefined || verdict.actual.length <= longest) return verdict;
  return { ...verdict, actual: `${verdict.actual.slice(0, longest - 1)}…` };
}

/** Which verdicts say something new beside their time, and all of them together. */
export function changedVerdicts(
  before: readonly Verdict[],
  now: readonly Verdict[],
): { changed: Verdict[]; all: Verdict[] } {
  const changed = now.filter((verdict) => !before.some((other) => saysSame(other, verdict)));
  return { changed, all: changed.reduce((all: Verdict[], verdict) => withVerdict(all, verdict), [...before]) };
}

function saysSame(one: Verdict, other: Verdict): boolean {
  return isDeepStrictEqual({ ...one, at: '' }, { ...other, at: '' });
}
