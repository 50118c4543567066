import { mkdir } from 'node:fs/promises';
import { runStep } from '@drydock/host';
import { profileShape } from '@drydock/model';
import type { ClusterMaker, ClusterOrder } from '../docker/cluster-maker.ts';
import { containerName } from '../docker/names.ts';
import { finishCluster } from './finish/finish.ts';
import { nameNodes } from './finish/name-nodes.ts';
import { minikubeInfo, minikubeRequirements } from './info.ts';
import { adminKubeconfig, controlPlanePart, nodeParts } from './parts.ts';
import { checkMinikube } from './preflight.ts';
import { placeAuditPolicy } from './start/audit.ts';
import { minikubeHome } from './start/call.ts';
import { settleNetwork } from './start/settle-network.ts';
import { startCluster } from './start/start.ts';

/** Makes clusters with minikube, from a base image that has everything of this Kubernetes (`1.36.3`). */
export function minikubeMaker(kubernetesVersion: string): ClusterMaker {
  return {
    info: minikubeInfo,
    requirements: minikubeRequirements,
    probes: { minikube: checkMinikube },
    nodes: nodeParts,
    controlPlane: {
      part: controlPlanePart,
      apiPort: 8443,
      kubeadmConfig: '/var/tmp/minikube/kubeadm.yaml',
      adminKubeconfig,
    },
    make: (order) => make(order, kubernetesVersion),
  };
}

async function make(order: ClusterOrder, kubernetesVersion: string): Promise<void> {
  const { id, profile, name, nodeImage, folder, signal, onStep } = order;
  await mkdir(minikubeHome(folder), { recursive: true, mode: 0o700 });
  await placeAuditPolicy(folder, order.auditPolicy);
  await runStep(onStep, 'addresses', 'Keeping addresses for the nodes', () => settleNetwork(id, name, signal));
  await startCluster(order, {
    profile: containerName(id, controlPlanePart),
    network: name,
    nodes: profileShape[profile].nodes.length,
    baseImage: nodeImage,
    kubernetesVersion,
  });
  await nameNodes(id, profile);
  await finishCluster(order);
}
