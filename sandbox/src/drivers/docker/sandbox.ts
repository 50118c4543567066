import { dialSocket } from '@drydock/host';
import { type CourseError, profileShape } from '@drydock/model';
import type { Audience, Sandbox } from '../../driver.ts';
import { demandCapability } from '../../lack.ts';
import { lastApiUse } from './inside/audit.ts';
import { clusterSettled } from './inside/cluster-ready.ts';
import { keysOfLaterCluster, kubeconfigOf, readKeys } from './inside/identity.ts';
import { collectLogs } from './inside/logs.ts';
import { nodeAccess, workspaceAccess, workspaceShell } from './inside/node.ts';
import { pauseNode, resumeNode } from './pause-node.ts';
import type { DockerSettings } from './settings.ts';
import { registryAccess } from './inside/registry.ts';
import type { Found } from './survey.ts';
import { agentSocket } from './workspace.ts';
import { fail } from '../../text/fail.ts';

/** The sandbox as it was found, with what one can do with it. */
export function sandboxOf(settings: DockerSettings, found: Found): Sandbox {
  const { id, profile, lifetime, createdAt, state, isClaimed, isCurrent, apiPort } = found;
  const { info } = settings.maker;
  const keys = (audience: Audience) =>
    profileShape[profile].hasCluster ? readKeys(settings, id, audience) : keysOfLaterCluster(settings, id, audience);
  return {
    id,
    profile,
    lifetime,
    createdAt,
    state,
    isClaimed,
    isCurrent,
    driver: info.name,
    async kubeconfig(audience: Audience) {
      if (apiPort === undefined) throw lost(id);
      return kubeconfigOf(audience, await keys(audience), `https://127.0.0.1:${apiPort}`);
    },
    agent: () => dialSocket(agentSocket(settings, id)),
    async node(name) {
      demandCapability(info, 'nodeShell');
      return nodeAccess(settings, id, profile, name);
    },
    pausedNodes: [...found.pausedNodes.keys()],
    async pauseNode(name, options) {
      demandCapability(info, 'pauseNodes');
      await pauseNode(settings, found, name, options);
    },
    async resumeNode(name, options) {
      demandCapability(info, 'pauseNodes');
      await resumeNode(settings, found, name, options);
    },
    lastApiUse: (options) => lastApiUse(settings, id, options),
    workspace: () => workspaceAccess(id),
    registry() {
      demandCapability(info, 'registry');
      return registryAccess(settings, id, profile);
    },
    shellCommand: () => workspaceShell(id),
    settled: (options) => clusterSettled(settings, { id, profile }, options),
    collectLogs: (directory) => collectLogs(settings, id, directory),
  };
}

function lost(id: string): CourseError {
  return fail('sandbox_lost', (text) => text.controlPlaneGone(id));
}
