import { type KubeObject, ViewObject } from '@drydock/model';
import { expect, test } from 'vitest';
import { type WatchedKind, watchedKinds } from './kinds.ts';
import { nodeUsage, podUsage } from './usage.ts';

function slim(kind: WatchedKind, fields: object, metadata: object = {}) {
  const object: KubeObject = {
    kind,
    ...fields,
    metadata: {
      uid: 'u',
      name: 'web',
      namespace: 'shop',
      resourceVersion: '1',
      creationTimestamp: '2026-11-27T12:00:00Z',
      ...metadata,
    },
  };
  return ViewObject.parse(watchedKinds[kind](object));
}

test('a Pod tells of its containers: state, restarts, how the last one ended, memory as numbers, probes as questions', () => {
  const probe = { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 };
  const resources = { requests: { memory: '100Mi', cpu: '250m' }, limits: { memory: '0.2Gi' } };
  const status = {
    name: 'main',
    restartCount: 4,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } },
    lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-11-27T12:01:00Z' } },
  };
  const pod = slim('Pod', {
    spec: {
      nodeName: 'node-1',
      containers: [{ name: 'main', image: 'i', resources, readinessProbe: probe, livenessProbe: { exec: {} } }],
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
        { name: 'none', emptyDir: {} },
      ],
    },
    status: { phase: 'Running', containerStatuses: [status] },
  });
  expect(pod).toMatchObject({
    word: 'CrashLoopBackOff',
    node: 'node-1',
    claims: ['data'],
    containers: [
      {
        state: 'waiting',
        restarts: 4,
        last: { reason: 'OOMKilled', exitCode: 137 },
        requests: { cpuMillis: 250, memoryBytes: 100 * 1024 ** 2 },
        limits: { cpuMillis: null, memoryBytes: 214748365 },
        probes: [
          { kind: 'readiness', asks: 'GET :8080/ready', periodSeconds: 5, failureThreshold: 3 },
          { kind: 'liveness' },
        ],
      },
    ],
  });
});

test('only the controller among its owners is an owner', () => {
  const ownerReferences = [
    { kind: 'Node', name: 'n', uid: '1' },
    { kind: 'ReplicaSet', name: 'web-7d', uid: '2', controller: true },
  ];
  const deployment = slim('ReplicaSet', { spec: { replicas: 3 }, status: { readyReplicas: 2 } }, { ownerReferences });
  expect(deployment).toMatchObject({ wanted: 3, ready: 2, owner: { kind: 'ReplicaSet', name: 'web-7d', uid: '2' } });
});

test('a claim names its volume and class, a volume its claim, and a Service its ports', () => {
  const storage = { requests: { storage: '1Gi' } };
  expect(
    slim('PersistentVolumeClaim', { spec: { resources: storage, storageClassName: 'standard' }, status: {} }),
  ).toMatchObject({ phase: 'Pending', size: '1Gi', volume: null, storageClass: 'standard' });
  const claimRef = { namespace: 'shop', name: 'web' };
  expect(
    slim('PersistentVolume', { spec: { claimRef, capacity: { storage: '1Gi' } }, status: { phase: 'Bound' } }),
  ).toMatchObject({ phase: 'Bound', claim: claimRef });
  const ports = [{ port: 80, nodePort: 30080, protocol: 'TCP' }];
  expect(slim('Service', { spec: { type: 'NodePort', clusterIP: '10.96.0.9', ports } })).toMatchObject({
    ports: ['80:30080/TCP'],
    hasSelector: false,
  });
});

test('an endpoint on its way out is served from but not ready', () => {
  const labels = { 'kubernetes.io/service-name': 'web' };
  const endpoint = {
    addresses: ['10.0.0.2'],
    targetRef: { kind: 'Pod', name: 'web-1' },
    conditions: { ready: false, serving: true, terminating: true },
  };
  expect(slim('EndpointSlice', { endpoints: [endpoint, { addresses: ['10.0.0.3'] }] }, { labels })).toMatchObject({
    service: 'web',
    endpoints: [
      { pod: 'web-1', isReady: false, isServing: true, isTerminating: true },
      { pod: null, isReady: true, isServing: true, isTerminating: false },
    ],
  });
});

test('an Event names the container it is about, and its last time and count', () => {
  const about = { kind: 'Pod', name: 'web', uid: 'p', fieldPath: 'spec.containers{main}' };
  const message = 'Readiness probe failed: HTTP probe failed with statuscode: 503';
  expect(
    slim('Event', {
      involvedObject: about,
      type: 'Warning',
      reason: 'Unhealthy',
      message,
      count: 7,
      firstTimestamp: '2026-11-27T12:00:00Z',
      lastTimestamp: '2026-11-27T12:01:00Z',
    }),
  ).toMatchObject({
    about: { container: 'main', uid: 'p' },
    isWarning: true,
    count: 7,
    at: '2026-11-27T12:01:00Z',
    message,
  });
});

test('usage is in thousandths of a core and bytes', () => {
  const metadata = { name: 'web', namespace: 'shop' };
  const containers = [{ name: 'main', usage: { cpu: '1532418n', memory: '51200Ki' } }];
  expect(podUsage({ items: [{ metadata, containers }] })).toMatchObject([
    { uid: 'usage shop/web', containers: [{ name: 'main', cpuMillis: 2, memoryBytes: 50 * 1024 ** 2 }] },
  ]);
  expect(nodeUsage({ items: [{ metadata: { name: 'n' }, usage: { cpu: '1', memory: '1Ki' } }] })).toMatchObject([
    { cpuMillis: 1000, memoryBytes: 1024 },
  ]);
});
