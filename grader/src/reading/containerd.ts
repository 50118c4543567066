import type { KubeObject } from '@drydock/model';

/**
 * Returns the filter by which containerd finds the containers of a Pod, or one of them by name. A mirror Pod has the
 * uid of its manifest on the node, so its name must match too.
 */
export function containerdFilter({ metadata }: KubeObject, container?: string): string {
  const { annotations = {} } = metadata;
  const labels = {
    'io.cri-containerd.kind': 'container',
    'io.kubernetes.pod.uid': annotations['kubernetes.io/config.mirror'] ?? metadata.uid,
    'io.kubernetes.pod.name': metadata.name,
    'io.kubernetes.pod.namespace': metadata.namespace ?? '',
    ...(container !== undefined && { 'io.kubernetes.container.name': container }),
  };
  return Object.entries(labels)
    .map(([name, value]) => `labels.${JSON.stringify(name)}==${JSON.stringify(value)}`)
    .join(',');
}
