import type { Check } from '@drydock/lab';
import type { Verdict } from '@drydock/model';
import type { CheckReadings } from '../reading/reading.ts';
import type { Judged } from '../watch/round.ts';
import type { View } from '../reading/view.ts';
import { because } from './because.ts';
import { openLook } from './look.ts';

type Once = <T>(key: string, read: () => Promise<T>) => Promise<T>;

/** A verdict with its cause, and whether that may change without the objects that the check reads. */
export interface Explained {
  readonly verdict: Verdict;
  readonly isMoving: boolean;
}

/** Looks for the cause of a failure; `once` shares what is asked with the other checks. Nothing is asked for a pass. */
export async function explain(
  check: Check,
  readings: CheckReadings,
  judged: Verdict,
  view: Pick<View, 'cluster' | 'objects' | 'images'>,
  once: Once,
  signal: AbortSignal,
): Promise<Explained> {
  const { because: _, ...verdict } = judged;
  if (verdict.outcome !== 'fail') return { verdict, isMoving: false };
  const look = openLook(view, once, signal);
  const cause = await because(look, check, readings, verdict);
  return { verdict: { ...verdict, ...(cause && { because: cause }) }, isMoving: look.hasAsked() };
}

/** The checks of a round with the causes of those that do not pass. */
export async function explainAll(
  judged: readonly Judged[],
  view: View,
  signal: AbortSignal,
): Promise<readonly Judged[]> {
  return Promise.all(
    judged.map(async (one) => {
      if (one.verdict.outcome !== 'fail') return one;
      const { verdict } = await explain(
        one.check,
        one.readings,
        one.verdict,
        view,
        async (key, read) => view.once(key, read),
        signal,
      );
      return { ...one, verdict };
    }),
  );
}

/** Keeps what was read for a moment, for checks that want to know the same; a failure is not kept. */
export function keepFor(keptMs: number): Once {
  const kept = new Map<string, { readonly at: number; readonly value: Promise<unknown> }>();
  return async <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const now = Date.now();
    for (const [other, { at }] of kept) if (now - at > keptMs) kept.delete(other);
    const known = kept.get(key);
    if (known) return known.value as Promise<T>;
    const value = read();
    kept.set(key, { at: now, value });
    value.catch(() => kept.delete(key));
    return value;
  };
}
