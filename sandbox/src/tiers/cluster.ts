import { onNode } from '../drivers/docker/inside/on-node.ts';
import type { HardenedSandbox } from '../hardening.ts';
import { sharedFolders, sharedParents } from './names.ts';
import { guardPolicies } from './policies/guard.ts';
import { podPolicies } from './policies/pods.ts';
import { manifestsOf } from './policies/policy.ts';
import { storagePolicies } from './policies/storage.ts';
import { quota } from './quota.ts';
import { studentRole } from './role.ts';
import { shellNamespace } from './workspace-shell.ts';

/** All that tier 2 keeps in a cluster. */
function manifests(): string {
  const shells = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: shellNamespace } };
  const policies = [...podPolicies, ...storagePolicies, ...guardPolicies].flatMap(manifestsOf);
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...studentRole, ...policies, ...quota, shells] });
}

/** Gives students their rights and their limits, and takes away by what a stranger could join the cluster as a node. */
export async function closeCluster(
  { nodes: [controlPlane = ''], adminKubeconfig }: HardenedSandbox,
  signal: AbortSignal,
): Promise<void> {
  const script = [
    'set -e',
    `export KUBECONFIG=${adminKubeconfig}`,
    'kubectl apply --server-side --filename - >/dev/null',
    'kubectl delete secret --namespace kube-system --field-selector type=bootstrap.kubernetes.io/token',
    'kubectl delete clusterrolebinding kubeadm:node-autoapprove-bootstrap kubeadm:kubelet-bootstrap --ignore-not-found',
    'kubectl delete rolebinding --namespace kube-public kubeadm:bootstrap-signer-clusterinfo --ignore-not-found',
  ];
  await onNode(controlPlane, ['bash', '-c', script.join('\n')], { input: manifests(), signal, timeoutMs: 120_000 });
}

const unitOf = (where: string): string => `[Unit]
Description=What students share with this node
[Mount]
What=tmpfs
Where=${where}
Type=tmpfs
Options=mode=0755,size=64m,nosuid,nodev,nosymfollow
[Install]
WantedBy=local-fs.target
`;

/**
 * Gives a node places of its own for shared folders, which hold little and where no link is followed: what students put there is read, and added to, by checks that are root on the
 * node. It is memory, so a restart of the node empties it.
 */
export async function closeNode(node: string, signal: AbortSignal): Promise<void> {
  const units = sharedParents.map((parent) => `${parent.slice(1)}.mount`);
  const script = [
    'set -e',
    ...sharedParents.map((parent, index) => `printf %s '${unitOf(parent)}' > /etc/systemd/system/${units[index]}`),
    'systemctl daemon-reload',
    `systemctl enable --now --quiet ${units.join(' ')}`,
    ...sharedParents.map((parent) => `findmnt --noheadings --output OPTIONS ${parent} | grep -q nosymfollow`),
    `printf 'd %s 0755 root root\\n' ${sharedFolders.join(' ')} > /etc/tmpfiles.d/shared.conf`,
    'systemd-tmpfiles --create /etc/tmpfiles.d/shared.conf',
  ];
  await onNode(node, ['bash', '-c', script.join('\n')], { signal });
}
