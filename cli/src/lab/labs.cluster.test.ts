import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trialsOf } from '@drydock/grader';
import { formatProblem, type Lab, loadLabs } from '@drydock/lab';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkout } from '../setup/checkout.ts';
import { driverOf } from '../setup/driver.ts';
import { openProofsOfNow, type ProofStore } from './proofs.ts';
import { prove } from './prove.ts';

// Those of the tests ask for what no lab of the course does yet: code that acts, a node port from outside, the private registry on three nodes.
const catalogues = await Promise.all(['labs', 'e2e/fixtures/labs'].map((folder) => loadLabs(join(checkout, folder))));
// The one that waits longest goes first, or it would be waited for alone at the end.
const waits = (lab: Lab): number =>
  lab.tasks.flatMap((task) => task.checks).reduce((sum, { withinMs, holdMs }) => sum + withinMs + holdMs, 0);
const labs = catalogues.flatMap((catalogue) => [...catalogue.labs.values()]).toSorted((a, b) => waits(b) - waits(a));
const problems = catalogues.flatMap((catalogue) => catalogue.problems);
const aProofMs = 2_400_000;
let directory: string;
let proofs: ProofStore;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-labs-'));
  proofs = await openProofsOfNow();
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

test('the labs are free of findings', () => {
  expect(problems.map(formatProblem)).toEqual([]);
});

// A proof is mostly waiting, so four of them share the machine.
vi.setConfig({ maxConcurrency: 4 });
describe.concurrent('on a cluster', () => {
  test.for(labs.map((lab) => [lab.id, lab] as const))(
    '%s: a fresh start fails, the solution passes, and so does the one that is shown, each near miss fails its check',
    { timeout: aProofMs },
    async ([, lab], { signal, expect: hold }) => {
      // A proof of the same lab, grader and images on this machine stands; anything else is proved anew.
      const log = { warn: (details: object, message: string) => console.warn(lab.id, message, details) };
      const proof = await prove(lab, { driver: await driverOf(directory), proofs, signal, log });
      if ('problem' in proof) throw new Error(`${proof.problem.message} ${proof.problem.fix}`);
      hold(trialsOf(proof).filter(({ ok }) => !ok)).toEqual([]);
      hold(proof.shown).toBeDefined();
      hold(proof.mutants.length).toBeGreaterThan(0);
    },
  );
});
