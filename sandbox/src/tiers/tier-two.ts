import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { demandDocker } from '@drydock/host';
import type { DriverFacts } from '../driver.ts';
import type { HardenedSandbox, Hardening } from '../hardening.ts';
import { canarySings } from './canary.ts';
import { closeCluster, closeNode } from './cluster.ts';
import { guardHost } from './host-rules.ts';
import { bridgePrefix, studentGroup } from './names.ts';
import { replaceNodeShell } from './workspace-shell.ts';

/** What students who share a machine do not get. SECURITY.md has what this holds off, and what not. */
export const tierTwo: Hardening = {
  name: 'tier-2',
  studentGroup,
  narrow: (info: DriverFacts): DriverFacts => ({
    ...info,
    // A cluster that is not finished takes root to be finished.
    profiles: info.profiles.filter((profile) => profile === 'one-node' || profile === 'three-nodes'),
    isShared: true,
  }),
  // As long as an interface's name may be.
  bridgeName: (id) => `${bridgePrefix}${createHash('sha256').update(id).digest('hex').slice(0, 11)}`,
  guardHost,
  async harden(sandbox, signal) {
    await Promise.all([
      closeCluster(sandbox, signal),
      replaceNodeShell(sandbox.workspace, signal),
      ...sandbox.nodes.map((node) => closeNode(node, signal)),
    ]);
    const [node = ''] = sandbox.nodes;
    await canarySings({ node, kubeconfig: sandbox.adminKubeconfig, id: sandbox.id }, signal);
    await limitProcessors(sandbox);
  },
};

/** Leaves the other students some of the machine: a sandbox takes at most half of its processors, and one in any case. */
async function limitProcessors({ nodes }: HardenedSandbox): Promise<void> {
  const most = Math.max(1, availableParallelism() / 2);
  const body = { NanoCpus: Math.round((most / nodes.length) * 1e9) };
  for (const node of nodes) {
    const command = ['docker', 'update', '--cpus', `${most / nodes.length}`, node];
    await demandDocker({ command, method: 'POST', path: `/containers/${node}/update`, body });
  }
}
