import type { Lab } from '@drydock/lab';
import type { CourseError, SandboxProfile } from '@drydock/model';
import type { LabProof, LabToProve } from './lab-proof.ts';
import type { PassedAfter } from './patience.ts';
import { freshStart, solution } from './plan.ts';
import type { TrialPlan } from './trial-plan.ts';
import type { TrialResult } from './run-trial.ts';
import type { Trial } from './trial.ts';

/** One trial that is to be run. */
export interface Job {
  readonly plan: TrialPlan;
}

/** Where a worker is. */
interface At {
  readonly profile: SandboxProfile;
  readonly lab: Lab;
}

/** What is known of one lab. */
interface Progress extends LabToProve {
  readonly trials: Map<string, Trial>;
  readonly waiting: TrialPlan[];
  running: number;
  passed: PassedAfter;
  problem?: CourseError;
}

/** The trials that are to be run, handed out so that a cluster changes the lab seldom and no trial runs before its lab's solution has passed. */
export interface Queue {
  /** How many trials are to be run. */
  readonly size: number;
  /** The next trial for a worker; undefined when none is left. It waits for trials on which others depend. */
  take(at?: At): Promise<Job | undefined>;
  /** Whether a trial of this lab may be made where a worker is: on a cluster of its profile, which no lab before has left so that a reset cannot undo it. */
  isFit(at: At, lab: Lab): boolean;
  passedAfter(lab: Lab): PassedAfter;
  /** Notes how a trial ended; returns the trials that this proves. */
  end(job: Job, result: TrialResult): readonly (readonly [TrialPlan, Trial])[];
  /** Notes why a trial could not be made; nothing more of its lab is tried. */
  fail(job: Job, problem: CourseError): void;
  proofs(): readonly LabProof[];
}

/** Makes the queue of all trials that are not kept. */
export function createQueue(labs: readonly LabToProve[]): Queue {
  const all = labs.map((lab): Progress => ({
    ...lab,
    trials: new Map(lab.kept),
    waiting: lab.plans.filter(({ name, sameAs }) => !lab.kept.has(name) && sameAs === undefined),
    running: 0,
    passed: lab.passedAfter ?? {},
  }));
  const of = (lab: Lab): Progress => {
    const found = all.find((one) => one.lab === lab);
    if (!found) throw new RangeError(`${lab.id} is not in the queue`);
    return found;
  };
  let changed = Promise.withResolvers<void>();
  const tell = (): void => {
    changed.resolve();
    changed = Promise.withResolvers();
  };

  const isFit = (at: At, lab: Lab): boolean =>
    at.profile === lab.profile && (at.lab === lab || (!at.lab.nodeShell && at.lab.reset === 'in-place'));

  function next(at: At | undefined): Progress | undefined {
    const ready = all.filter((one) => firstReady(one) !== undefined);
    const isLead = ({ waiting, running, trials }: Progress): boolean =>
      running === 0 && trials.size === 0 && waiting.length > 0;
    const fits = (one: Progress): boolean => at !== undefined && isFit(at, one.lab);
    return (
      ready.find(({ lab }) => lab === at?.lab) ??
      ready.find((one) => isLead(one) && fits(one)) ??
      ready.find(isLead) ??
      ready.filter(fits).toSorted((a, b) => b.waiting.length - a.waiting.length)[0] ??
      ready.toSorted((a, b) => b.waiting.length - a.waiting.length)[0]
    );
  }

  return {
    size: all.reduce((sum, { waiting }) => sum + waiting.length, 0),

    async take(at) {
      for (;;) {
        const one = next(at);
        const plan = one && firstReady(one);
        if (plan) {
          one.waiting.splice(one.waiting.indexOf(plan), 1);
          one.running += 1;
          return { plan };
        }
        if (all.every(({ waiting }) => waiting.length === 0)) return undefined;
        await changed.promise;
      }
    },

    isFit,
    passedAfter: (lab) => of(lab).passed,

    end({ plan }, { trial, passedAfter }) {
      const one = of(plan.lab);
      one.running -= 1;
      one.trials.set(plan.name, trial);
      const proved: [TrialPlan, Trial][] = [[plan, trial]];
      if (plan.name === solution) one.passed = passedAfter;
      for (const other of one.plans) {
        if (other.sameAs !== plan.name || !trial.ok) continue;
        const same: Trial = { ...trial, name: other.name, sameAs: plan.name, seconds: 0 };
        one.trials.set(other.name, same);
        proved.push([other, same]);
      }
      // A near miss that fails where the solution fails too proves nothing.
      if (!trial.ok && isFirst(plan)) one.waiting.length = 0;
      tell();
      return proved;
    },

    fail({ plan }, problem) {
      const one = of(plan.lab);
      one.running -= 1;
      one.problem ??= problem;
      one.waiting.length = 0;
      tell();
    },

    proofs: () =>
      all.map(({ lab, plans, trials, problem }) => {
        const made = plans.flatMap(({ name }) => trials.get(name) ?? []);
        const ok = problem === undefined && made.length === plans.length && made.every((trial) => trial.ok);
        return { lab: lab.id, ok, trials: made, ...(problem && { problem: problem.toJSON() }) };
      }),
  };
}

function isFirst({ name }: TrialPlan): boolean {
  return name === freshStart || name === solution;
}

/** The next trial of a lab that may be run: fresh start and solution one after the other, and only then the others. */
function firstReady({ waiting, running, trials, plans }: Progress): TrialPlan | undefined {
  const [plan] = waiting;
  if (!plan) return undefined;
  if (isFirst(plan)) return running === 0 ? plan : undefined;
  const isOpen = plans.some((other) => isFirst(other) && !trials.has(other.name));
  return isOpen ? undefined : plan;
}
