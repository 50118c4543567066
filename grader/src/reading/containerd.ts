import type { KubeObject } from '@drydock/model';

/** A mirror Pod has the uid of its manifest on the node. */
function uidOnNode({ metadata }: KubeObject): string {
  return metadata.annotations?.['kubernetes.io/config.mirror'] ?? metadata.uid;
}

/**
 * Returns texts that are in the `config.json` of a container's runtime, all of them in that of this container only. A quote inside of a value is escaped there, so no value of a
 * student can hold one of them.
 */
export function runtimeMarks(pod: KubeObject, container: string): readonly string[] {
  const annotations = {
    'container-type': 'container',
    'container-name': container,
    'sandbox-uid': uidOnNode(pod),
    'sandbox-name': pod.metadata.name,
    'sandbox-namespace': pod.metadata.namespace ?? '',
  };
  return Object.entries(annotations).map(([name, value]) => `"io.kubernetes.cri.${name}":${JSON.stringify(value)}`);
}

/**
 * Returns the filter by which containerd finds the containers of a Pod.
 */
export function containerdFilter(pod: KubeObject): string {
  const { name: podName, namespace = '' } = pod.metadata;
  const labels = {
    'io.cri-containerd.kind': 'container',
    'io.kubernetes.pod.uid': uidOnNode(pod),
    'io.kubernetes.pod.name': podName,
    'io.kubernetes.pod.namespace': namespace,
  };
  return Object.entries(labels)
    .map(([name, value]) => `labels.${JSON.stringify(name)}==${JSON.stringify(value)}`)
    .join(',');
}
