import { mkdtemp, rm } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LabProof, planTrials, type Trial, type TrialPlan } from '@drydock/grader';
import { formatProblem, type Lab, loadLabs } from '@drydock/lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../setup/checkout.ts';
import { driverOf } from '../setup/driver.ts';
import { openProofsOfNow } from './proofs/proofs.ts';
import { prove } from './prove.ts';

// Those of the tests ask for what no lab of the course does yet: code that acts, a node port from outside, the private registry on three nodes.
const catalogues = await Promise.all(['labs', 'e2e/fixtures/labs'].map((folder) => loadLabs(join(checkout, folder))));
// The one that waits longest goes first, or it would be waited for alone at the end.
const waits = (lab: Lab): number =>
  lab.tasks.flatMap((task) => task.checks).reduce((sum, { withinMs, holdMs }) => sum + withinMs + holdMs, 0);
const labs = catalogues.flatMap((catalogue) => [...catalogue.labs.values()]).toSorted((a, b) => waits(b) - waits(a));
const problems = catalogues.flatMap((catalogue) => catalogue.problems);
const plans = (await Promise.all(labs.map(planTrials))).flat();

/** A proof is mostly waiting, so a few clusters share the machine. */
const clusters = 4;
const allProofsMs = 7_200_000;
const isAll = process.env['DRYDOCK_PROVE'] === 'all';
const isPatient = process.env['DRYDOCK_PATIENT'] === '1';
// What passes is written beside the labs, to be committed; a machine that only tests leaves the checkout as it is.
const isPublic = !process.env['CI'];

const nameOf = ({ lab, name }: Pick<TrialPlan, 'lab' | 'name'>): string => `${lab.id}: ${name}`;
const trials = new Map(plans.map((plan) => [nameOf(plan), Promise.withResolvers<Trial>()]));
const stop = new AbortController();
let running: Promise<readonly LabProof[]>;

async function run(): Promise<readonly LabProof[]> {
  const directory = await mkdtemp(join(tmpdir(), 'drydock-labs-'));
  try {
    const { proofs, changed } = await prove(labs, {
      driver: await driverOf(directory),
      proofs: await openProofsOfNow({ isPublic }),
      clusters,
      isFresh: isAll,
      isPatient,
      ...(!isAll && { seed: commit() }),
      signal: stop.signal,
      log: (lab) => ({ warn: (details, message) => console.warn(lab, message, details) }),
      onTrial: (plan, trial) => trials.get(nameOf(plan))?.resolve(trial),
      onDrawn: (drawn) => console.log(`Drawn to be proved again: ${drawn.map(nameOf).join(', ') || 'none'}`),
    });
    if (changed.length > 0)
      console.log(`proof.json ${isPublic ? 'is written' : 'would change'}: ${changed.join(', ')}`);
    return proofs;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The draw changes with each commit; without a repository, each day. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: checkout, encoding: 'utf8' }).trim();
  } catch {
    return new Date().toISOString().slice(0, 10);
  }
}

beforeAll(() => {
  running = run();
  const end = (): void => {
    for (const { reject } of trials.values()) reject(new Error('The trial was not made: see the lab it belongs to.'));
  };
  void running.then(end, end);
  for (const { promise } of trials.values()) promise.catch(() => undefined);
});

afterAll(async () => {
  stop.abort();
  await running.catch(() => undefined);
}, 600_000);

test('the labs are free of findings', () => {
  expect(problems.map(formatProblem)).toEqual([]);
});

// One after the other: they only wait for what runs side by side.
describe('on a cluster', () => {
  test.for(plans.map((plan) => [nameOf(plan)] as const))('%s', { timeout: allProofsMs }, async ([name]) => {
    const trial = await trials.get(name)?.promise;
    expect(trial).toMatchObject({ ok: true });
  });

  test.for(labs.map((lab) => [lab.id] as const))(
    '%s: a fresh start fails, the solution passes, and so does the one that is shown, each near miss fails its check',
    { timeout: allProofsMs },
    async ([id]) => {
      const proof = (await running).find(({ lab }) => lab === id);
      expect(proof).toMatchObject({ ok: true });
      expect(proof?.trials.map(({ name }) => name)).toContain('shown solution');
      expect(proof?.trials.some(({ expected }) => expected)).toBe(true);
    },
  );
});
