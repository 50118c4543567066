import { join } from 'node:path';
import { type OpenedCluster, planTrials, proveLabs, solution } from '@drydock/grader';
import { loadLabs } from '@drydock/lab';
import type { Sandbox } from '@drydock/sandbox';
import { checkout } from '../../setup/checkout.ts';

/** Solves labs in a sandbox, one after the other, as their solutions show it; each is told with whether it got all points, and why not. */
export async function solve(
  sandbox: Sandbox,
  ids: readonly string[],
): Promise<readonly { readonly lab: string; readonly ok: boolean; readonly why?: unknown }[]> {
  const { labs } = await loadLabs(join(checkout, 'labs'));
  const asked = await Promise.all(
    ids.map(async (id) => {
      const lab = labs.get(id);
      if (!lab) throw new Error(`there is no lab ${id}`);
      const { script = '' } = (await planTrials(lab)).find(({ name }) => name === 'shown solution') ?? {};
      return { lab, plans: [{ lab, name: solution, script }], kept: new Map() };
    }),
  );
  const workspace = sandbox.workspace();
  const cluster: OpenedCluster = {
    kubeconfig: await sandbox.kubeconfig('grader'),
    node: (name) => sandbox.node(name),
    registry: async () => sandbox.registry(),
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
  return ids.map((lab) => {
    const proof = proofs.find((each) => each.lab === lab);
    return proof?.ok ? { lab, ok: true } : { lab, ok: false, why: proof };
  });
}
