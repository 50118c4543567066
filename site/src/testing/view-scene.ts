import type { ViewEvent, ViewObject, ViewPod } from '@drydock/model';
import {
  exampleContainer,
  exampleHappening,
  exampleNode,
  examplePod,
  exampleWorkload,
} from '@drydock/model/testing/view';

const mebibyte = 1024 ** 2;
const common = { createdAt: '2026-11-27T12:00:00Z', isLeaving: false, owner: null } as const;
const own = { ...common, namespace: 'shop' } as const;
const owner = (kind: string, name: string) => ({ kind, name, uid: `${kind}-${name}` });

const web = (name: string, change: Partial<ViewPod> = {}): ViewPod =>
  examplePod(name, {
    namespace: 'shop',
    owner: owner('ReplicaSet', 'web-7d'),
    containers: [
      exampleContainer({
        requests: { cpuMillis: 100, memoryBytes: 64 * mebibyte },
        limits: { cpuMillis: null, memoryBytes: 128 * mebibyte },
        probes: [{ kind: 'readiness', asks: 'GET :8080/ready', periodSeconds: 5, failureThreshold: 3 }],
      }),
    ],
    ...change,
  });

const sick = web('web-7d-two', {
  isReady: false,
  readyContainers: 0,
  readySince: '2026-11-27T12:03:00Z',
  containers: web('x').containers.map((each) => ({ ...each, isReady: false })),
});

const crashing = examplePod('hungry', {
  namespace: 'shop',
  node: 'node-2',
  word: 'CrashLoopBackOff',
  isReady: false,
  readyContainers: 0,
  restarts: 4,
  containers: [
    exampleContainer({
      name: 'hungry',
      state: 'waiting',
      reason: 'CrashLoopBackOff',
      isReady: false,
      restarts: 4,
      since: null,
      last: { reason: 'OOMKilled', exitCode: 137, at: '2026-11-27T12:02:00Z' },
      limits: { cpuMillis: null, memoryBytes: 64 * mebibyte },
    }),
  ],
});

/** A cluster with something of everything. */
export const scene: ViewObject[] = [
  exampleNode('node-1'),
  exampleNode('node-2', { isCordoned: true }),
  exampleWorkload('Deployment', 'web', { namespace: 'shop', wanted: 2, ready: 1 }),
  exampleWorkload('ReplicaSet', 'web-7d', {
    namespace: 'shop',
    owner: owner('Deployment', 'web'),
    wanted: 2,
    ready: 1,
  }),
  exampleWorkload('ReplicaSet', 'web-old', {
    namespace: 'shop',
    owner: owner('Deployment', 'web'),
    wanted: 0,
    ready: 0,
  }),
  web('web-7d-one'),
  sick,
  crashing,
  examplePod('coredns', { namespace: 'kube-system' }),
  {
    kind: 'PodUsage',
    uid: 'usage shop/web-7d-one',
    namespace: 'shop',
    name: 'web-7d-one',
    containers: [{ name: 'web', cpuMillis: 2, memoryBytes: 38 * mebibyte }],
  },
  exampleHappening('web-7d-two', {
    namespace: 'shop',
    reason: 'Unhealthy',
    isWarning: true,
    message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
    count: 7,
    firstAt: '2026-11-27T12:03:05Z',
    at: '2026-11-27T12:03:35Z',
  }),
  {
    kind: 'Service',
    ...own,
    uid: 'service-web',
    name: 'web',
    type: 'ClusterIP',
    clusterIp: '10.96.0.12',
    ports: ['80/TCP'],
    hasSelector: true,
  },
  {
    kind: 'EndpointSlice',
    ...own,
    uid: 'slice-web',
    name: 'web-1',
    service: 'web',
    endpoints: [
      { address: '10.244.0.7', pod: 'web-7d-one', isReady: true, isServing: true, isTerminating: false },
      { address: '10.244.0.8', pod: 'web-7d-two', isReady: false, isServing: false, isTerminating: false },
    ],
  },
  {
    kind: 'PersistentVolumeClaim',
    ...own,
    uid: 'claim-data',
    name: 'data',
    phase: 'Bound',
    volume: 'pv-1',
    storageClass: 'standard',
    size: '1Gi',
  },
  {
    kind: 'PersistentVolume',
    ...common,
    namespace: null,
    uid: 'pv-1',
    name: 'pv-1',
    phase: 'Bound',
    claim: { namespace: 'shop', name: 'data' },
    storageClass: 'standard',
    size: '1Gi',
    reclaimPolicy: 'Delete',
  },
  {
    kind: 'StorageClass',
    ...common,
    namespace: null,
    uid: 'class-standard',
    name: 'standard',
    provisioner: 'rancher.io/local-path',
    bindingMode: 'WaitForFirstConsumer',
    isDefault: true,
  },
];

/** A change of one object. */
export function changed(object: ViewObject): ViewEvent {
  return { type: 'change', kind: object.kind, upserted: [object], removed: [] };
}

/** So many Pods of one ReplicaSet. */
export function manyPods(count: number): ViewPod[] {
  return Array.from({ length: count }, (_, index) => web(`web-7d-${String(index).padStart(3, '0')}`));
}
