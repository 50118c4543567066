import { type CourseError, profileShape } from '@drydock/model';
import type { Audience, Sandbox } from '../../driver.ts';
import { demandCapability } from '../../lack.ts';
import { lastApiUse } from './inside/audit.ts';
import { clusterSettled } from './inside/cluster-ready.ts';
import { foundSandbox } from './inside/found-sandbox.ts';
import { keysOfLaterCluster, kubeconfigOf, readKeys } from './inside/identity.ts';
import { collectLogs } from './inside/logs.ts';
import { nodeAccess } from './inside/node.ts';
import { pauseNode, resumeNode } from './pause-node.ts';
import type { DockerSettings } from './settings.ts';
import { registryAccess } from './inside/registry.ts';
import { apiPortOf, type Found, readParts } from './survey.ts';
import { fail } from '../../text/fail.ts';

/** The sandbox as it was found, with what one can do with it. */
export function sandboxOf(settings: DockerSettings, found: Found): Sandbox {
  const { id, profile } = found;
  const { info } = settings.maker;
  const keys = (audience: Audience) =>
    profileShape[profile].hasCluster ? readKeys(settings, id, audience) : keysOfLaterCluster(settings, id, audience);
  return {
    ...foundSandbox(settings, found, info.name),
    async kubeconfig(audience: Audience) {
      const apiPort = apiPortOf(settings, await readParts(id));
      if (apiPort === undefined) throw lost(id);
      return kubeconfigOf(audience, await keys(audience), `https://127.0.0.1:${apiPort}`);
    },
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
    registry() {
      demandCapability(info, 'registry');
      return registryAccess(settings, id, profile);
    },
    settled: (options) => clusterSettled(settings, { id, profile }, options),
    collectLogs: (directory) => collectLogs(settings, id, directory),
  };
}

function lost(id: string): CourseError {
  return fail('sandbox_lost', (text) => text.controlPlaneGone(id));
}
