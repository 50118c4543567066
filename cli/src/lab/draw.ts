import { createHash } from 'node:crypto';

/** The part of the kept trials that a usual run makes again all the same. */
const share = 0.05;

/** Draws trials that are made again although they are kept, at least one of any: a key that misses something shows within days. The same seed draws the same. */
export function drawTrials<T>(trials: readonly T[], nameOf: (trial: T) => string, seed: string): readonly T[] {
  const rank = (trial: T): string =>
    createHash('sha256')
      .update(`${seed}\n${nameOf(trial)}`)
      .digest('hex');
  const ranked = trials.map((trial) => ({ trial, rank: rank(trial) })).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  return ranked.slice(0, Math.ceil(trials.length * share)).map(({ trial }) => trial);
}
