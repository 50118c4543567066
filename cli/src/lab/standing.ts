import { type LabToProve, freshStart, planTrials, solution, type Trial, type TrialPlan } from '@drydock/grader';
import { type Lab, labNeeds } from '@drydock/lab';
import { CourseError } from '@drydock/model';
import { lackOf, type SandboxDriver } from '@drydock/sandbox';
import { type KeptTrial, standing } from './proofs/kept-trial.ts';
import type { ProofKey } from './proofs/proof-key.ts';
import type { ProofStore } from './proofs/proofs.ts';

/** What is known of one trial before anything runs. */
export interface KnownTrial {
  readonly plan: TrialPlan;
  /** Absent where another trial proves this one too. */
  readonly key?: ProofKey;
  readonly standing?: { readonly trial: Trial; readonly kept?: KeptTrial };
}

/** What is known of one lab before anything runs; `problem` keeps it from being proved. */
export interface KnownLab {
  readonly lab: Lab;
  readonly trials: readonly KnownTrial[];
  readonly problem?: CourseError;
}

export interface LearnOptions {
  readonly driver: SandboxDriver;
  readonly proofs: ProofStore;
  readonly isPatient: boolean;
}

/** Learns which trials of a lab are proved already. */
export async function learnLab(lab: Lab, { driver, proofs, isPatient }: LearnOptions): Promise<KnownLab> {
  const lack = lackOf(driver.info, { id: lab.id, ...labNeeds(lab) });
  if (lack) return { lab, trials: [], problem: lack };
  try {
    const trials: KnownTrial[] = [];
    for (const plan of await planTrials(lab)) trials.push(await learnTrial(plan, trials, proofs, isPatient));
    return { lab, trials };
  } catch (error) {
    if (error instanceof CourseError) return { lab, trials: [], problem: error };
    throw error;
  }
}

async function learnTrial(
  plan: TrialPlan,
  before: readonly KnownTrial[],
  proofs: ProofStore,
  isPatient: boolean,
): Promise<KnownTrial> {
  const { name, sameAs } = plan;
  if (sameAs !== undefined) {
    const same = before.find((one) => one.plan.name === sameAs)?.standing?.trial;
    return { plan, ...(same && { standing: { trial: { ...same, name, sameAs, seconds: 0 } } }) };
  }
  const key = await proofs.of(plan);
  for (const kept of await proofs.find(plan, key)) {
    if (isPatient && !kept.isPatient) continue;
    const found = standing(plan, key, kept);
    if (found) return { plan, key, standing: found };
  }
  return { plan, key };
}

/** What is to be proved of a lab: the trials that are asked for and those on which they depend, without those that are proved. */
export function toProve(
  { lab, trials }: KnownLab,
  again: ReadonlySet<TrialPlan>,
  isAsked: (plan: TrialPlan) => boolean,
): LabToProve {
  const wanted = trials.filter(({ plan }) => isAsked(plan) || plan.name === freshStart || plan.name === solution);
  const stay = wanted.flatMap(({ plan, standing: found }) => {
    const isAgain = again.has(plan) || wanted.some((other) => other.plan.name === plan.sameAs && again.has(other.plan));
    return found && !isAgain ? [[plan.name, found.trial] as const] : [];
  });
  return {
    lab,
    plans: wanted.map(({ plan }) => plan),
    kept: new Map(stay),
    passedAfter: trials.find(({ plan }) => plan.name === solution)?.standing?.kept?.passedAfter,
  };
}
