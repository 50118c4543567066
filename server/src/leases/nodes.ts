import { type DriverInfo, profileShape, type SandboxNode } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';

type Nodes = Pick<Sandbox, 'profile' | 'pausedNodes' | 'resumeNode'>;

/** Lists the nodes of a sandbox as they were when it was read. */
export function nodesOf({ profile, pausedNodes }: Nodes, { canPauseNodes }: DriverInfo): readonly SandboxNode[] {
  return profileShape[profile].nodes.map((name, index) => ({
    name,
    state: pausedNodes.includes(name) ? 'paused' : 'running',
    canPause: canPauseNodes && index > 0,
  }));
}

/** Has every node go on: what resets a cluster must reach all of them. */
export async function resumeNodes(sandbox: Nodes, info: DriverInfo): Promise<void> {
  for (const { name, canPause } of nodesOf(sandbox, info)) if (canPause) await sandbox.resumeNode(name);
}
