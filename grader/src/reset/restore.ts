import { type Cluster, getJson, pause, refusal } from '@drydock/cluster';
import { secondOf } from '../reading/reading.ts';

const metricsApi = 'v1beta1.metrics.k8s.io';
const apiServices = '/apis/apiregistration.k8s.io/v1/apiservices';
/** The API server marks what it made itself. */
const ownLabel = 'kube-aggregator.kubernetes.io/automanaged';
const settleMs = 500;
const answersWithinMs = 5000;
const slowMs = 60_000;
const kubernetesManagers = new Set([
  'kubelet',
  'kubeadm',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
]);

interface ApiService {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly group: string;
    readonly version: string;
    readonly service?: { readonly namespace?: string; readonly name?: string } | null;
    readonly caBundle?: string;
    readonly insecureSkipTLSVerify?: boolean;
  };
}

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
 * Has the API server answer for its own groups again, and forget those that a Service was to answer for; only the metrics API is another's. An APIService is deleted, or
 * discovery would go on hiding its kinds, and made again without a Service, for the server does that only at its start.
 */
export async function repairApis(cluster: Cluster, signal: AbortSignal): Promise<void> {
  const { items } = ((await getJson(cluster, apiServices, signal)) ?? { items: [] }) as {
    items: readonly ApiService[];
  };
  const isMetrics = ({ metadata }: ApiService): boolean => metadata.name === metricsApi;
  const metrics = items.find(isMetrics);
  const { namespace, name } = metrics?.spec.service ?? {};
  if (metrics && (namespace !== 'kube-system' || name !== 'metrics-server'))
    await merge(cluster, `${apiServices}/${metricsApi}`, metricsService, signal);
  const isOwn = ({ metadata, spec }: ApiService): boolean => metadata.labels?.[ownLabel] !== undefined && !spec.service;
  const diverted = items.filter((item) => !isMetrics(item) && !isOwn(item));
  await Promise.all(
    diverted.map(async ({ metadata, spec }) => {
      const path = `${apiServices}/${metadata.name}`;
      await drop(cluster, path, signal);
      // What still goes to the Service for a moment could be answered by it.
      await pause(settleMs, signal);
      if ((await firstAnswer(cluster, `/apis/${spec.group}/${spec.version}`, signal)) !== 200) return;
      const { service: _, caBundle: __, insecureSkipTLSVerify: ___, ...own } = spec;
      const { name, labels } = metadata;
      await cluster.request(apiServices, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          apiVersion: 'apiregistration.k8s.io/v1',
          kind: 'APIService',
          metadata: { name, labels: { [ownLabel]: 'onstart', ...labels } },
          spec: own,
        }),
        signal,
      });
    }),
  );
}

const metricsService = { spec: { service: { namespace: 'kube-system', name: 'metrics-server', port: 443 } } };

/** A webhook that has just been removed goes on refusing for a moment. */
async function drop(cluster: Cluster, path: string, signal: AbortSignal): Promise<void> {
  const until = Date.now() + answersWithinMs;
  for (;;) {
    const { status, body } = await cluster.request(path, { method: 'DELETE', timeoutMs: slowMs, signal });
    if (status === 200 || status === 404) return;
    if (Date.now() > until) throw refusal(path, status, body);
    await pause(100, signal);
  }
}

/** The first status that is the API server's own, or the last one when time is up. */
async function firstAnswer(cluster: Cluster, path: string, signal: AbortSignal): Promise<number> {
  const until = Date.now() + answersWithinMs;
  for (;;) {
    const { status } = await cluster.request(path, { signal });
    if (status !== 503 || Date.now() > until) return status;
    await pause(100, signal);
  }
}

/**
 * Puts back what a student can change of the nodes: taints and cordons, the labels and annotations that another than Kubernetes wrote there since, and the labels of
 * host and platform.
 */
export async function restoreNodes(cluster: Cluster, startedAt: Date, signal: AbortSignal): Promise<void> {
  const since = secondOf(startedAt);
  const { items = [] } = ((await getJson(cluster, '/api/v1/nodes', signal)) ?? {}) as { items?: readonly Node[] };
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
