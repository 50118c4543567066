import type { Verdict } from '@drydock/model';

/** By when a failing check counts as failed, in ms from the start of the trial's script, whatever its `within` still allows; by check. */
export type Limits = Readonly<Record<string, number>>;

/** A fresh start has nothing under way that could still come (ms). */
const freshStartMs = 10_000;

/** When each check passed in the solution, in ms from the start of its script. */
export type PassedAfter = Readonly<Record<string, number>>;

/**
 * How long a trial waits for checks that must fail. What the solution made true after `t` has failed for good at `max(2 t, t + 8 s)`; with full patience only when
 * its `within` has run out.
 */
export function limitsOf(
  checks: readonly string[],
  passedAfter: PassedAfter,
  { isFresh, isPatient }: { readonly isFresh: boolean; readonly isPatient: boolean },
): Limits {
  if (isPatient) return {};
  const limits = checks.flatMap((check) => {
    if (isFresh) return [[check, freshStartMs] as const];
    const passed = passedAfter[check];
    return passed === undefined ? [] : [[check, Math.max(2 * passed, passed + 8000)] as const];
  });
  return Object.fromEntries(limits);
}

/** Whether all these checks have failed for good, so that nothing more needs to be waited for. */
export function haveFailed(
  expected: readonly string[],
  verdicts: readonly Verdict[],
  limits: Limits,
  sinceStartMs: number,
): boolean {
  return expected.every((id) =>
    verdicts.some(
      ({ check, outcome, pending }) =>
        check === id && outcome === 'fail' && (!pending || sinceStartMs >= (limits[id] ?? Infinity)),
    ),
  );
}
