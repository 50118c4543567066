import { join } from 'node:path';
import { type OpenedCluster, planTrials, proveLabs, solution } from '@drydock/grader';
import { loadLabs } from '@drydock/lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../setup/checkout.ts';
import { describeAdmission } from './testing/admission-attacks.ts';
import { type Ground, openGround } from './testing/ground.ts';
import { describeHost } from './testing/host-attacks.ts';
import { describeRights } from './testing/rights-attacks.ts';

/** Labs that are offered where students share the machine: one on limits, one on a folder of a node, one on a probe. */
const solved = ['memory-limit', 'pv-pvc-nginx', 'readiness-endpoints'];

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
}, 600_000);
afterAll(() => ground?.close(), 120_000);

describe('attacks out of a sandbox, which work in tier 1 and fail in tier 2', () => {
  describeAdmission(() => ground);
  describeRights(() => ground);
  describeHost(() => ground);
});

test('in tier 2 a student solves labs by the solution that is shown', async () => {
  const { two } = ground;
  const { labs } = await loadLabs(join(checkout, 'labs'));
  const chosen = [...labs.values()].filter(({ id }) => solved.includes(id));
  const asked = await Promise.all(
    chosen.map(async (lab) => {
      const { script = '' } = (await planTrials(lab)).find(({ name }) => name === 'shown solution') ?? {};
      return { lab, plans: [{ lab, name: solution, script }], kept: new Map() };
    }),
  );
  const workspace = two.workspace();
  const cluster: OpenedCluster = {
    kubeconfig: await two.kubeconfig('grader'),
    node: (name) => two.node(name),
    registry: async () => two.registry(),
    runInWorkspace: (argv, how) => workspace.exec([argv[0] ?? 'true', ...argv.slice(1)], how),
    close: async () => undefined,
  };
  const proofs = await proveLabs({
    labs: asked,
    clusters: 1,
    open: async () => cluster,
    log: () => ({ warn: () => undefined }),
    signal: new AbortController().signal,
  });
  expect(proofs).toHaveLength(solved.length);
  for (const proof of proofs) expect(proof).toMatchObject({ ok: true });
}, 900_000);
