import { type Cluster, getJson, refusal } from '@drydock/cluster';
import { secondOf } from '../reading/reading.ts';

const kubernetesManagers = new Set([
  'kubelet',
  'kubeadm',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
]);

interface Node {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly {
      readonly manager?: string;
      readonly time?: string;
      readonly fieldsV1?: {
        readonly 'f:metadata'?: { readonly 'f:labels'?: object; readonly 'f:annotations'?: object };
      };
    }[];
  };
  readonly spec: { readonly taints?: readonly { readonly key: string }[]; readonly unschedulable?: boolean };
  readonly status: { readonly nodeInfo?: { readonly architecture?: string; readonly operatingSystem?: string } };
}

/**
 * Puts back what a student can change of the nodes: taints and cordons, the labels and annotations that another than Kubernetes wrote there since, and the labels of
 * host and platform.
 */
export async function restoreNodes(cluster: Cluster, startedAt: Date, signal: AbortSignal): Promise<void> {
  const since = secondOf(startedAt);
  const { items = [] } = (await getJson<{ items?: readonly Node[] }>(cluster, '/api/v1/nodes', signal)) ?? {};
  for (const node of items) {
    const patch = nodePatch(node, since);
    if (patch) await merge(cluster, `/api/v1/nodes/${node.metadata.name}`, patch, signal);
  }
}

function nodePatch({ metadata, spec, status }: Node, since: number): object | undefined {
  const written = (metadata.managedFields ?? []).filter(
    ({ manager = '', time = '' }) => !kubernetesManagers.has(manager) && Date.parse(time) >= since,
  );
  const keys = (part: 'f:labels' | 'f:annotations'): readonly string[] =>
    written
      .flatMap(({ fieldsV1 }) => Object.keys(fieldsV1?.['f:metadata']?.[part] ?? {}))
      .filter((field) => field.startsWith('f:'))
      .map((field) => field.slice(2));
  const { architecture = '', operatingSystem = '' } = status.nodeInfo ?? {};
  const known: Readonly<Record<string, string>> = {
    'kubernetes.io/hostname': metadata.name,
    'kubernetes.io/arch': architecture,
    'kubernetes.io/os': operatingSystem,
    'beta.kubernetes.io/arch': architecture,
    'beta.kubernetes.io/os': operatingSystem,
  };
  const labels: Record<string, string | null> = Object.fromEntries(keys('f:labels').map((key) => [key, null]));
  for (const [key, value] of Object.entries(known)) if (metadata.labels?.[key] !== value) labels[key] = value;
  const roleLabel = 'node-role.kubernetes.io/control-plane';
  if (roleLabel in labels) labels[roleLabel] = '';
  const annotations = Object.fromEntries(
    keys('f:annotations')
      .filter((key) => !/kubernetes\.io\//.test(key))
      .map((key) => [key, null]),
  );
  const taints = spec.taints ?? [];
  const kept = taints.filter(({ key }) => /^node(-role)?\.kubernetes\.io\//.test(key));
  const isSame = kept.length === taints.length && !spec.unschedulable;
  if (isSame && Object.keys({ ...labels, ...annotations }).length === 0) return undefined;
  // The taint of a cordon goes with it, by the node controller.
  return {
    metadata: { labels, annotations },
    ...(!isSame && { spec: { unschedulable: null, taints: kept.length > 0 ? kept : null } }),
  };
}

async function merge(cluster: Cluster, path: string, patch: object, signal: AbortSignal): Promise<void> {
  const { status, body } = await cluster.request(path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify(patch),
    signal,
  });
  if (status !== 200 && status !== 404) throw refusal(path, status, body);
}
