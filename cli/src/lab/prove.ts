import {
  type GraderLog,
  type LabProof,
  proveLabs,
  type Trial,
  type TrialPlan,
  type TrialResult,
} from '@drydock/grader';
import type { Lab } from '@drydock/lab';
import type { OnStep } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import { openCluster } from './clusters.ts';
import { drawTrials } from './draw.ts';
import { type KeptTrial, keptOf } from './proofs/kept-trial.ts';
import type { ProofKey } from './proofs/proof-key.ts';
import type { ProofStore } from './proofs/proofs.ts';
import { type KnownLab, learnLab, toProve } from './standing.ts';

export interface ProveOptions {
  readonly driver: SandboxDriver;
  readonly proofs: ProofStore;
  /** How many clusters work side by side. */
  readonly clusters: number;
  /** Makes every trial that is asked for, whatever is kept. */
  readonly isFresh?: boolean;
  /** Gives each trial all the time its checks allow; what was kept without that does not count. */
  readonly isPatient?: boolean;
  /** Makes some of the kept trials again, drawn by this seed. */
  readonly seed?: string;
  /** Which trials are asked for; all without it. Those on which they depend are made too, where they are not kept. */
  readonly isAsked?: (plan: TrialPlan) => boolean;
  /** Keeps the clusters of the last trials; called with the id of each. */
  readonly onKept?: (id: string) => void;
  readonly signal: AbortSignal;
  readonly log: (lab: string) => GraderLog;
  readonly onStep?: (lab: string) => OnStep;
  readonly onTrial?: (plan: TrialPlan, trial: Trial) => void;
  /** Told which kept trials are made again. */
  readonly onDrawn?: (plans: readonly TrialPlan[]) => void;
}

/** What a run of proofs came to. */
export interface Proved {
  readonly proofs: readonly LabProof[];
  /** The labs whose `proof.json` has changed, or would have. */
  readonly changed: readonly string[];
}

/** What is kept of each lab, by the name of the trial. */
type Kept = ReadonlyMap<Lab, Map<string, KeptTrial>>;

/**
 * Proves labs on sandboxes, which are gone when this resolves. What was proved before and depends on nothing that has changed is not run; what passes is kept. It rejects only
 * when `signal` aborts: what else goes wrong is the problem of its lab.
 */
export async function prove(labs: readonly Lab[], options: ProveOptions): Promise<Proved> {
  const { proofs, clusters, isPatient = false, isAsked = () => true, onKept, signal, log, onStep } = options;
  signal.throwIfAborted();
  const known = await Promise.all(labs.map((lab) => learnLab(lab, { ...options, isPatient })));
  const again = chooseAgain(known, options);
  const kept = standingOf(known);
  const keys = new Map(known.flatMap(({ trials }) => trials.map(({ plan, key }) => [plan, key] as const)));
  const open = new Set<string>();

  async function keep(plan: TrialPlan, key: ProofKey, result: TrialResult): Promise<void> {
    const trials = kept.get(plan.lab);
    trials?.delete(plan.name);
    if (!result.trial.ok) return proofs.forget(key);
    const found = keptOf(plan, key, result, isPatient);
    trials?.set(plan.name, found);
    await proofs.keep(found);
  }

  let made: readonly LabProof[];
  try {
    made = await proveLabs({
      labs: known.filter(({ problem }) => !problem).map((lab) => toProve(lab, again, isAsked)),
      clusters,
      isLastKept: onKept !== undefined,
      isPatient,
      log,
      signal,
      ...(onStep && { onStep }),
      async open(profile, lab) {
        const how = { ...options, isKept: onKept !== undefined };
        const cluster = await openCluster(profile, how, (step) => onStep?.(lab)(step));
        open.add(cluster.id);
        return { ...cluster, close: () => cluster.close().finally(() => open.delete(cluster.id)) };
      },
      async onTrial(plan, trial, result) {
        const key = keys.get(plan);
        if (result && key) await keep(plan, key, result);
        options.onTrial?.(plan, trial);
      },
    });
  } catch (error) {
    await publish(kept, proofs);
    throw error;
  }
  for (const id of open) onKept?.(id);
  const all = known.map(
    ({ lab: { id }, problem }) =>
      made.find(({ lab }) => lab === id) ?? {
        lab: id,
        ok: false,
        trials: [],
        ...(problem && { problem: problem.toJSON() }),
      },
  );
  return { proofs: all, changed: await publish(kept, proofs) };
}

/** The trials that are made although they are proved. */
function chooseAgain(
  known: readonly KnownLab[],
  { isFresh = false, seed, isAsked = () => true, onDrawn }: ProveOptions,
): ReadonlySet<TrialPlan> {
  const asked = known.flatMap(({ trials }) => trials.filter(({ plan, key }) => key && isAsked(plan)));
  if (isFresh) return new Set(asked.map(({ plan }) => plan));
  if (seed === undefined) return new Set();
  const plans = asked.flatMap(({ plan, standing }) => (standing ? [plan] : []));
  const drawn = drawTrials(plans, ({ lab, name }) => `${lab.id} ${name}`, seed);
  onDrawn?.(drawn);
  return new Set(drawn);
}

function standingOf(known: readonly KnownLab[]): Kept {
  const entries = known.flatMap(({ lab, trials, problem }) => {
    const stay = trials.flatMap(({ plan, standing }) => (standing?.kept ? [[plan.name, standing.kept] as const] : []));
    return problem ? [] : [[lab, new Map(stay)] as const];
  });
  return new Map(entries);
}

async function publish(kept: Kept, proofs: ProofStore): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const [lab, trials] of kept) if (await proofs.publish(lab, Object.fromEntries(trials))) changed.push(lab.id);
  return changed;
}
