import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatProblem, loadLabs } from '@drydock/grader';
import { openProofsOfNow, type ProofStore } from '../cli/src/lab/proofs.ts';
import { prove } from '../cli/src/lab/prove.ts';
import { driverOf } from '../cli/src/setup/driver.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const { labs, problems } = await loadLabs(join(import.meta.dirname, '..', 'labs'));
const aProofMs = 1_200_000;
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

// A proof is mostly waiting, so three of them share the machine.
vi.setConfig({ maxConcurrency: 3 });
describe.concurrent('on a cluster', () => {
  test.for([...labs.values()].map((lab) => [lab.id, lab] as const))(
    '%s: a fresh start fails, the solution passes, each near miss fails its check',
    { timeout: aProofMs },
    async ([, lab], { signal, expect: hold }) => {
      // A proof of the same lab, grader and images on this machine stands; anything else is proved anew.
      const log = { warn: (details: object, message: string) => console.warn(lab.id, message, details) };
      const proof = await prove(lab, { driver: await driverOf(directory), proofs, signal, log });
      if ('problem' in proof) throw new Error(`${proof.problem.message} ${proof.problem.fix}`);
      const { fresh, solution, mutants } = proof;
      const wrong = [fresh, solution, ...mutants].filter(({ ok }) => !ok);
      hold(wrong).toEqual([]);
      hold(mutants.length).toBeGreaterThan(0);
    },
  );
});
