import { versions } from './versions.ts';

/** What a kind cluster must be told for a node image; the sandbox room puts it into its kind config. */
export interface KindFacts {
  /** Documents for `kubeadmConfigPatches`, each a YAML text. */
  readonly kubeadmConfigPatches: readonly string[];
}

/**
 * Without leader election a thawed cluster schedules a Pod in under a second instead of 16 s; there is one of each anyway.
 * Kubernetes 1.35 and newer refuse cgroup v1 unless told otherwise.
 */
export function kindFacts(source: 'built' | 'pulled'): KindFacts {
  const cluster = {
    kind: 'ClusterConfiguration',
    // kubeadm would ask for the CoreDNS it was released with; the built node has the pinned one.
    ...(source === 'built' ? { dns: { imageTag: `v${versions.coredns}` } } : {}),
    controllerManager: { extraArgs: [{ name: 'leader-elect', value: 'false' }] },
    scheduler: { extraArgs: [{ name: 'leader-elect', value: 'false' }] },
  };
  const kubelet = { kind: 'KubeletConfiguration', failCgroupV1: false };
  // JSON is YAML.
  return { kubeadmConfigPatches: [cluster, kubelet].map((patch) => JSON.stringify(patch)) };
}
