import type { Verdict } from '@drydock/model';

/** One check, as it was judged when submitted and as it is judged now; `submitted` is undefined for a check that is new. */
export interface Comparison {
  readonly check: string;
  readonly submitted: Verdict['outcome'] | undefined;
  readonly regraded: Verdict['outcome'];
  readonly isSame: boolean;
  readonly message: string;
}

/** Holds the verdicts of a regrading against the submitted ones, check by check in the lab's order. */
export function compareVerdicts(submitted: readonly Verdict[], regraded: readonly Verdict[]): readonly Comparison[] {
  return regraded.map(({ task, check, outcome, message }) => {
    const before = submitted.find((each) => each.task === task && each.check === check)?.outcome;
    return { check, submitted: before, regraded: outcome, isSame: before === outcome, message: message.en };
  });
}
