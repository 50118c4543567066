import type { Lab } from '@drydock/lab';
import type { Problem } from '@drydock/model';
import type { PassedAfter } from './patience.ts';
import type { TrialPlan } from './trial-plan.ts';
import type { Trial } from './trial.ts';

/** A lab to be proved. */
export interface LabToProve {
  readonly lab: Lab;
  /** Its trials; only some where not all are asked for. */
  readonly plans: readonly TrialPlan[];
  /** Those that need no run, by name. */
  readonly kept: ReadonlyMap<string, Trial>;
  /** When each check passed in a solution that needs no run. */
  readonly passedAfter?: PassedAfter | undefined;
}

/** What the trials of a lab came to. */
export interface LabProof {
  readonly lab: string;
  readonly ok: boolean;
  /** The trials that were made, in the order of the plan. */
  readonly trials: readonly Trial[];
  /** What kept the lab from being proved. */
  readonly problem?: Problem;
}
