import { stringify } from 'yaml';
import { profileShape, type SandboxProfile } from '@drydock/model';
import { auditSettings } from './audit-settings.ts';

/** Where Services have their addresses. */
export const serviceSubnet = '10.96.0.0/16';

/**
 * What lets a frozen cluster go on as if nothing had been. Without leader election nothing waits 15 s for a lease; there is one of each anyway. A profile that is
 * about leader election has it, and pays.
 * A freeze makes every heartbeat and every check too old: on waking, the node controller and the kubelet race to call the node NotReady, which taints it and takes
 * its Pods out of all Services for 10 s. Where the control plane is the only node, the controller waits a month, and the kubelet reports at its start only.
 * kind merges patches by RFC 7386: the last list counts.
 */
function thawPatches(profile: SandboxProfile): readonly object[] {
  const { nodes, hasLeaderElection } = profileShape[profile];
  const election = { name: 'leader-elect', value: String(hasLeaderElection) };
  const patient = { name: 'node-monitor-grace-period', value: '720h' };
  const isAlone = nodes.length === 1;
  const cluster = {
    kind: 'ClusterConfiguration',
    controllerManager: { extraArgs: isAlone ? [election, patient] : [election] },
    scheduler: { extraArgs: [election] },
  };
  const kubelet = {
    kind: 'KubeletConfiguration',
    nodeStatusUpdateFrequency: '720h',
    nodeStatusReportFrequency: '720h',
  };
  return isAlone ? [cluster, kubelet] : [cluster];
}

/** A built node's containerd would write a network as soon as the node has a Pod subnet. */
const noNetworkOfContainerd = "[plugins.'io.containerd.cri.v1.runtime'.cni]\n  conf_template = ''\n";

/** The kind configuration of a profile, with what kubeadm must be told for the node image and where the audit policy is on this host. The API server is published on 127.0.0.1 on a port Docker chooses. */
export function kindConfig(
  profile: SandboxProfile,
  { patches, auditPolicy }: { readonly patches: readonly string[]; readonly auditPolicy: string },
): string {
  const audit = auditSettings(auditPolicy);
  const ours = [...thawPatches(profile), audit.patch].map((patch) => JSON.stringify(patch));
  const { nodes, hasPodNetwork } = profileShape[profile];
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    networking: {
      apiServerAddress: '127.0.0.1',
      apiServerPort: -1,
      serviceSubnet,
      ...(hasPodNetwork ? {} : { disableDefaultCNI: true }),
    },
    ...(hasPodNetwork ? {} : { containerdConfigPatches: [noNetworkOfContainerd] }),
    kubeadmConfigPatches: [...patches, ...ours],
    nodes: nodes.map((part) =>
      part === 'control-plane' ? { role: 'control-plane', extraMounts: [audit.mount] } : { role: 'worker' },
    ),
  });
}
