import { quotaName } from './policies/guard.ts';

const metadata = { name: quotaName, namespace: 'default' };
const counts = { configmaps: 100, persistentvolumeclaims: 20, pods: 60, secrets: 100, services: 40 };

/** What `default` may hold. Other namespaces are the student's own and have none: etcd, the kubelet and the limits of the containers hold for them. */
export const quota: readonly object[] = [
  {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata,
    spec: { hard: Object.fromEntries(Object.entries(counts).map(([kind, most]) => [kind, `${most}`])) },
  },
];

/** What kubeadm is told: how large the store of objects may become (bytes), and how much a Pod may take of a node. */
export const clusterLimits: readonly string[] = [
  {
    kind: 'ClusterConfiguration',
    etcd: { local: { extraArgs: [{ name: 'quota-backend-bytes', value: `${128 * 1024 * 1024}` }] } },
  },
  { kind: 'KubeletConfiguration', podPidsLimit: 1024, maxPods: 80, containerLogMaxSize: '2Mi', seccompDefault: true },
].map((patch) => JSON.stringify(patch));
