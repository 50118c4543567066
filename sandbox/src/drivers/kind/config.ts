import { stringify } from 'yaml';
import type { SandboxProfile } from '@drydock/model';
import { nodeParts } from './names.ts';

/** Where Services have their addresses. */
export const serviceSubnet = '10.96.0.0/16';

/** What kubeadm must be told where the node image holds other components than kubeadm expects. */
export interface KubeadmFacts {
  readonly etcdTag?: string;
  readonly corednsTag?: string;
  readonly kubeletFlags?: Readonly<Record<string, unknown>>;
  /** Further documents for kind's `kubeadmConfigPatches`, applied after ours. */
  readonly patches?: readonly string[];
}

/**
 * The kind configuration of a profile. The API server is published on 127.0.0.1 on a port Docker chooses. Controller-manager and scheduler run without
 * leader election: there is one of each, and a thawed cluster would wait 15 s for a lease.
 */
export function kindConfig(profile: SandboxProfile, facts: KubeadmFacts): string {
  const alone = [{ name: 'leader-elect', value: 'false' }];
  const patches = [
    {
      kind: 'ClusterConfiguration',
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      controllerManager: { extraArgs: alone },
      scheduler: { extraArgs: alone },
      ...(facts.etcdTag !== undefined && { etcd: { local: { imageTag: facts.etcdTag } } }),
      ...(facts.corednsTag !== undefined && { dns: { imageTag: facts.corednsTag } }),
    },
    {
      kind: 'KubeletConfiguration',
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      failCgroupV1: false,
      ...facts.kubeletFlags,
    },
  ];
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    networking: { apiServerAddress: '127.0.0.1', apiServerPort: -1, serviceSubnet },
    kubeadmConfigPatches: [...patches.map((patch) => stringify(patch)), ...(facts.patches ?? [])],
    nodes: nodeParts(profile).map((part) => ({ role: part === 'control-plane' ? 'control-plane' : 'worker' })),
  });
}
