import { profileShape } from '@drydock/model';
import { startBareNodes } from '../docker/bare/nodes.ts';
import type { ClusterMaker } from '../docker/cluster-maker.ts';
import { createCluster } from './cluster.ts';
import { kindInfo } from './info.ts';
import { checkKind } from './preflight.ts';
import { kindRequirements } from './requirements.ts';

/** Makes clusters with kind. `patches` are documents for its `kubeadmConfigPatches`: what kubeadm must be told about the node image. */
export function kindMaker(patches: readonly string[] = []): ClusterMaker {
  return {
    info: kindInfo,
    requirements: kindRequirements,
    probes: { kind: checkKind },
    nodes: (profile) => Object.fromEntries(profileShape[profile].nodes.map((part) => [part, part])),
    controlPlane: {
      part: 'control-plane',
      apiPort: 6443,
      kubeadmConfig: '/kind/kubeadm.conf',
      adminKubeconfig: '/etc/kubernetes/admin.conf',
    },
    make: (order) =>
      profileShape[order.profile].hasCluster ? createCluster(order, patches) : startBareNodes(order, patches),
  };
}
