import type { Check, Lab } from '@drydock/lab';
import { isAct } from '../verdict/judge.ts';

/** One trial of a proof, before it is run. */
export interface TrialPlan {
  readonly lab: Lab;
  readonly name: string;
  /** What it runs in the workspace; a fresh start runs nothing. */
  readonly script?: string;
  /** The checks that a near miss must fail; only a near miss has some. */
  readonly expected?: readonly string[];
  /** Of a resume point: the task that is done after its script, while every later one is not. */
  readonly upTo?: string;
  /** The trial whose run proves this one too. */
  readonly sameAs?: string;
}

/** The checks that decide a trial: all of them, or for a near miss those it must fail, with the rest of the task where one of them acts only once that passes. */
export function decisiveChecks({ lab, expected }: TrialPlan): readonly Check[] {
  const checks = lab.tasks.flatMap((task) => task.checks);
  if (expected === undefined) return checks;
  const targets = checks.filter(({ id }) => expected.includes(id));
  const acting = new Set(targets.filter(isAct).map(({ task }) => task));
  return checks.filter((check) => targets.includes(check) || acting.has(check.task));
}
