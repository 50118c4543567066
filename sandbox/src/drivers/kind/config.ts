import { stringify } from 'yaml';
import type { SandboxProfile } from '@drydock/model';
import { nodeParts } from './names.ts';

/** Where Services have their addresses. */
export const serviceSubnet = '10.96.0.0/16';

/** The kind configuration of a profile, with what kubeadm must be told for the node image. The API server is published on 127.0.0.1 on a port Docker chooses. */
export function kindConfig(profile: SandboxProfile, kubeadmConfigPatches: readonly string[]): string {
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    networking: { apiServerAddress: '127.0.0.1', apiServerPort: -1, serviceSubnet },
    kubeadmConfigPatches,
    nodes: nodeParts(profile).map((part) => ({ role: part === 'control-plane' ? 'control-plane' : 'worker' })),
  });
}
