import type { Verdict } from '@drydock/model';

/** One solution tried on a cluster: what should be, and what every check said. */
export interface Trial {
  readonly name: string;
  /** The checks that must fail; empty for the fresh start and the solutions. */
  readonly expected?: readonly string[];
  /** The trial that proves this one too, because both would run the same commands: this one was not run. */
  readonly sameAs?: string;
  /** How it comes that this one was not run now: nothing that it reads has changed, or what was read then is judged again. */
  readonly kept?: 'proved before' | 'judged again';
  readonly failed: readonly string[];
  readonly ok: boolean;
  readonly verdicts: readonly Verdict[];
  readonly seconds: number;
  /** How the script ended; absent without one. A script that fails tries nothing, so the trial is not ok. */
  readonly exitCode?: number;
  /** What the script wrote last, when the trial is not ok. */
  readonly output?: string;
  /** Of a resume point: what keeps an attempt from beginning there, each with what to do. */
  readonly flaws?: readonly string[];
}

/** Whether the verdicts are what the trial must come to: a fresh start fails every check, a solution passes all, a near miss fails those it names. */
export function isProved(
  { script, expected }: { readonly script?: string; readonly expected?: readonly string[] },
  verdicts: readonly Verdict[],
): boolean {
  if (expected !== undefined) {
    const failed = failedIn(verdicts);
    return expected.length > 0 && expected.every((check) => failed.includes(check));
  }
  const wanted = script === undefined ? 'fail' : 'pass';
  return verdicts.every(({ outcome }) => outcome === wanted);
}

export function failedIn(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check);
}
