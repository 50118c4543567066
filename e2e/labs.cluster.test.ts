import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatProblem, type Lab, type LabProof, loadLabs, proveLab } from '@drydock/grader';
import { imageRefs, nodeImage } from '@drydock/images';
import { createKindDriver } from '@drydock/sandbox';
import { openProofs, type ProofStore } from '../cli/src/lab/proofs.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const { labs, problems } = await loadLabs(join(import.meta.dirname, '..', 'labs'));
const aProofMs = 1_200_000;
let directory: string;
let connect: () => ReturnType<typeof createKindDriver>;
let proofs: ProofStore;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-labs-'));
  const node = await nodeImage();
  const { workspace, lab: images } = imageRefs();
  proofs = openProofs([node.ref, workspace, ...Object.values(images)]);
  connect = () =>
    createKindDriver({
      images: { node: node.ref, workspace },
      kubeadm: { patches: node.kubeadmConfigPatches },
      runDirectory: join(directory, 'run'),
    });
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Proves one lab on a sandbox of its own. */
async function prove(lab: Lab, signal: AbortSignal): Promise<LabProof> {
  const driver = connect();
  const id = `lab${Math.random().toString(36).slice(2, 10)}`;
  try {
    const sandbox = await driver.create(
      { id, profile: lab.profile, lifetime: 'process' },
      { signal, onStep: () => undefined },
    );
    await sandbox.settled({ signal, withinMs: 120_000 });
    const workspace = sandbox.workspace();
    return await proveLab({
      lab,
      kubeconfig: await sandbox.kubeconfig('grader'),
      node: (name) => sandbox.node(name),
      runInWorkspace: (argv, options) => workspace.exec([argv[0] ?? 'true', ...argv.slice(1)], options),
      log: { warn: (details, message) => console.warn(lab.id, message, details) },
      signal,
    });
  } finally {
    await driver.destroy(id);
  }
}

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
      const key = await proofs.key(lab.id);
      const proof = (await proofs.find(key)) ?? (await prove(lab, signal));
      await proofs.keep(key, proof);
      const { fresh, solution, mutants } = proof;
      const wrong = [fresh, solution, ...mutants].filter(({ ok }) => !ok);
      hold(wrong).toEqual([]);
      hold(mutants.length).toBeGreaterThan(0);
    },
  );
});
