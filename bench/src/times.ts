import { cpus, loadavg } from 'node:os';

/** A distribution of times in milliseconds, by the nearest rank. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly samples: number;
}

/** The median and the 95th percentile of some times (ms), to a tenth. */
export function timesOf(milliseconds: readonly number[]): Times {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const rank = (share: number): number =>
    Math.round((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN) * 10) / 10;
  return { p50: rank(0.5), p95: rank(0.95), samples: sorted.length };
}

/** How many times larger one time is than another, to a tenth. */
export const ratioOf = (slow: number, quick: number): number => Math.round((slow / quick) * 10) / 10;

/** The middle of some figures, or the mean of the two in the middle, to a tenth. */
export function medianOf(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ratioOf((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN), 2);
}

/** How long some work takes (ms). */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** An aim of the project beside what this run found; a busy machine may miss it. */
export interface Aim {
  readonly aim: string;
  readonly found: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly kept: boolean;
}

/** An aim that a figure must not exceed. */
export const atMost = (aim: string, found: number, limit: number): Aim => ({
  aim,
  found,
  atMost: limit,
  kept: found <= limit,
});

/** An aim that a figure must reach. */
export const atLeast = (aim: string, found: number, limit: number): Aim => ({
  aim,
  found,
  atLeast: limit,
  kept: found >= limit,
});

/** Processors and load of this machine: figures of a busy one say little. */
export function hostNow(): { cpus: number; load: number } {
  return { cpus: cpus().length, load: Math.round((loadavg()[0] ?? NaN) * 100) / 100 };
}
