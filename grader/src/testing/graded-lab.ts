import type { Check, Lab } from '@drydock/lab';
import { noNode, testCheck, testLab } from '@drydock/lab/testing';
import type { Verdict } from '@drydock/model';
import { type Grader, type GraderOptions, createGrader } from '../grader.ts';

/** A check of the Pod `lab/demo`. */
export const check: Check = { ...testCheck, isFresh: true, hints: [testCheck.title] };
/** A lab of two tasks, whose checks look at the Pod `lab/demo`. */
export const lab: Lab = {
  ...testLab(),
  tasks: [
    {
      id: 'run',
      points: 3,
      title: check.title,
      checks: [check, { ...check, id: 'fresh', that: "self.spec.a == 'b'" }],
    },
    { id: 'other', points: 2, title: check.title, checks: [{ ...check, id: 'other', task: 'other', that: 'true' }] },
  ],
  solution: { en: 'secret', zh: 'secret' },
};
/** A grader of this lab, for an attempt that began a second ago. */
export const grade = (kubeconfig: string, options: Partial<GraderOptions> = {}): Grader =>
  createGrader({
    lab,
    kubeconfig,
    parameters: {},
    startedAt: new Date(Date.now() - 1000),
    node: noNode,
    log: { warn: () => undefined },
    ...options,
  });
/** Verdicts as one line: `check:outcome …`. */
export const outcomes = (verdicts: readonly Verdict[]): string =>
  verdicts.map(({ check: id, outcome }) => `${id}:${outcome}`).join(' ');
