import type { Lab } from '@drydock/lab';
import { CourseError, type OnStep, type SandboxProfile } from '@drydock/model';
import type { GraderLog } from '../log.ts';
import type { LabProof, LabToProve } from './lab-proof.ts';
import type { TrialPlan } from './trial-plan.ts';
import { createQueue, type Job, type Queue } from './queue.ts';
import { runResume } from './run-resume.ts';
import { runTrial, type TrialResult } from './run-trial.ts';
import { openStage, type ProofCluster, type Stage } from './stage.ts';
import type { Trial } from './trial.ts';

/** A cluster of a proof, which is gone once it is closed. */
export interface OpenedCluster extends ProofCluster {
  close(): Promise<void>;
}

export interface ProveLabsOptions {
  readonly labs: readonly LabToProve[];
  /** How many clusters work side by side. */
  readonly clusters: number;
  readonly open: (profile: SandboxProfile, lab: string) => Promise<OpenedCluster>;
  /** Leaves the last cluster of each worker as its last trial left it. */
  readonly isLastKept?: boolean;
  readonly isPatient?: boolean;
  readonly log: (lab: string) => GraderLog;
  readonly signal: AbortSignal;
  readonly onStep?: (lab: string) => OnStep;
  /** Told of each trial as it ends, those that need no run first. */
  readonly onTrial?: (plan: TrialPlan, trial: Trial, result?: TrialResult) => Promise<void> | void;
}

/** One cluster and what was last done on it. */
interface Place {
  cluster: OpenedCluster;
  readonly stage: Stage;
  readonly profile: SandboxProfile;
  lab: Lab;
}

/**
 * Proves labs: a fresh start fails every check, the solution passes all, so do what `<Solution>` shows and the further solutions, each resume point has the tasks up to it done
 * and no later one, each near miss fails the checks it names. Each trial begins at the start state with parameters of its own, as an attempt does; without a solution that passes nothing more of a lab is tried.
 * A few clusters work side by side, each of them on one trial after the other, of one lab after the other. Labs that say `alone` come last, on one cluster, when no other is there
 * any more. It rejects only when `signal` aborts: what else goes wrong is the
 * problem of its lab.
 */
export async function proveLabs(options: ProveLabsOptions): Promise<readonly LabProof[]> {
  const { labs, clusters, signal, onTrial } = options;
  for (const { plans, kept } of labs) {
    for (const plan of plans) {
      const trial = kept.get(plan.name);
      if (trial) await onTrial?.(plan, trial);
    }
  }
  const { alone = [], together = [] } = Object.groupBy(labs, ({ lab }) => (lab.alone ? 'alone' : 'together'));
  const [first, last] = [createQueue(together), createQueue(alone)];
  await workOff(first, clusters, { ...options, isLastKept: options.isLastKept === true && last.size === 0 });
  await workOff(last, 1, options);
  signal.throwIfAborted();
  const proofs = new Map([...first.proofs(), ...last.proofs()].map((proof) => [proof.lab, proof]));
  return labs.flatMap(({ lab }) => proofs.get(lab.id) ?? []);
}

async function workOff(queue: Queue, clusters: number, options: ProveLabsOptions): Promise<void> {
  const count = Math.min(clusters, queue.size);
  // Every worker cleans up after itself, also when the run is cancelled.
  const done = await Promise.allSettled(Array.from({ length: count }, () => work(queue, options)));
  options.signal.throwIfAborted();
  for (const result of done) if (result.status === 'rejected') throw result.reason;
}

async function work(queue: Queue, options: ProveLabsOptions): Promise<void> {
  let place: Place | undefined;
  try {
    for (let job = await queue.take(); job; job = await queue.take(place)) {
      const { lab } = job.plan;
      try {
        options.signal.throwIfAborted();
        if (place && !queue.isFit(place, lab)) {
          const { cluster } = place;
          place = undefined;
          await cluster.close();
        }
        place ??= await openPlace(lab, options);
        place.lab = lab;
        await runJob(job, place, queue, options);
      } catch (error) {
        queue.fail(job, problemOf(error));
        options.signal.throwIfAborted();
      }
    }
  } finally {
    if (options.isLastKept !== true || options.signal.aborted) await place?.cluster.close();
  }
}

async function openPlace(lab: Lab, { open, log, signal, onStep }: ProveLabsOptions): Promise<Place> {
  const { profile, id } = lab;
  const cluster = await open(profile, id);
  const place: Place = {
    cluster,
    profile,
    lab,
    stage: openStage({
      cluster,
      replace: async () => {
        await place.cluster.close();
        place.cluster = await open(profile, place.lab.id);
        return place.cluster;
      },
      log: { warn: (details, message) => log(place.lab.id).warn(details, message) },
      signal,
      onStep: (step) => onStep?.(place.lab.id)(step),
    }),
  };
  return place;
}

async function runJob(job: Job, { stage }: Place, queue: Queue, options: ProveLabsOptions): Promise<void> {
  const { plan } = job;
  const run = plan.upTo === undefined ? runTrial : runResume;
  const result = await run(stage, plan, {
    passedAfter: queue.passedAfter(plan.lab),
    isPatient: options.isPatient ?? false,
    signal: options.signal,
    onStep: (step) => options.onStep?.(plan.lab.id)(step),
  });
  for (const [proved, trial] of queue.end(job, result))
    await options.onTrial?.(proved, trial, proved === plan ? result : undefined);
}

function problemOf(error: unknown): CourseError {
  if (error instanceof CourseError) return error;
  return new CourseError(
    'internal',
    error instanceof Error ? error.message : String(error),
    'Try again with --jobs 1. If that does not help, run `npx drydock doctor`.',
    { cause: error },
  );
}
