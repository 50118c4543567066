import { expect, test } from 'vitest';
import { findOtherMetrics, measuredChecks } from './metrics-server.ts';
import type { Objects } from '@drydock/cluster';
import { testCheck } from '@drydock/lab/testing';
import type { KubeObject } from '@drydock/model';

const startedAt = new Date('2026-01-01T10:00:00Z');
const { signal } = new AbortController();

interface Parts {
  readonly service: object;
  readonly deployment: object;
  readonly serviceMeta: object;
  readonly deploymentMeta: object;
  readonly set: object;
  readonly setMeta: object;
  readonly pod: object;
  readonly endpoint: object;
}

/** metrics-server as a sandbox comes with it, with these parts otherwise. */
function objectsWith(own: Partial<Parts> = {}, isAway = false): Objects {
  const object = (kind: string, uid: string, more: object, meta: object = {}): KubeObject => ({
    kind,
    metadata: { name: uid, uid, resourceVersion: '1', creationTimestamp: '2026-01-01T09:00:00Z', ...meta },
    ...more,
  });
  const ownedBy = (uid: string): object => ({ ownerReferences: [{ uid, controller: true }] });
  const container = {
    name: 'metrics-server',
    image: 'course.local/metrics-server:0.9.0',
    args: ['--secure-port=10250'],
  };
  const mounts = [{ mountPath: '/tmp', name: 'tmp' }];
  const token = { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: 'kube-api-access-1' };
  const volumes = [{ name: 'tmp', emptyDir: {} }];
  const wanted = { containers: [{ ...container, volumeMounts: mounts }], volumes };
  const matchLabels = { 'k8s-app': 'metrics-server' };
  const kinds: Record<string, KubeObject[]> = {
    Service: [
      object('Service', 's', { spec: { type: 'ClusterIP', selector: matchLabels, ...own.service } }, own.serviceMeta),
    ],
    Deployment: [
      object(
        'Deployment',
        'd',
        { spec: { selector: { matchLabels }, template: { spec: { ...wanted, ...own.deployment } } } },
        { generation: 1, ...own.deploymentMeta },
      ),
    ],
    ReplicaSet: [
      object(
        'ReplicaSet',
        'rs',
        { spec: { template: { spec: { ...wanted, ...own.set } } } },
        { ...ownedBy('d'), ...own.setMeta },
      ),
    ],
    Pod: [
      object(
        'Pod',
        'p',
        {
          spec: {
            containers: [{ ...container, volumeMounts: [...mounts, token], imagePullPolicy: 'IfNotPresent' }],
            volumes: [...volumes, { name: token.name, projected: {} }],
            ...own.pod,
          },
          status: { podIPs: [{ ip: '10.244.0.3' }] },
        },
        ownedBy('rs'),
      ),
      object('Pod', 'stranger', { spec: wanted, status: { podIPs: [{ ip: '10.244.0.9' }] } }),
    ],
    EndpointSlice: [
      object('EndpointSlice', 'e', {
        endpoints: [{ addresses: ['10.244.0.3'], targetRef: { name: 'p', uid: 'p' }, ...own.endpoint }],
      }),
    ],
  };
  const never = async (): Promise<never> => Promise.reject(new TypeError('not asked in this test'));
  return {
    types: never,
    type: never,
    path: never,
    collectionPath: never,
    get: async ({ kind }) => (isAway ? Promise.reject(new Error('It answered 503.')) : kinds[kind]?.[0]),
    list: async ({ kind }) => ({ items: kinds[kind] ?? [], resourceVersion: '1' }),
  };
}

const look = async (objects: Objects, isSandbox = true): Promise<string | undefined> =>
  (await findOtherMetrics(objects, { startedAt, isSandbox, checks: ['memory'], signal }))[0]?.message.en;

test('the metrics-server that a cluster came with is believed', async () => {
  expect(await look(objectsWith())).toBeUndefined();
  expect(await look(objectsWith(), false)).toBeUndefined();
});

const young = { creationTimestamp: '2026-01-01T10:00:00Z' };
const otherImage = [{ name: 'metrics-server', image: 'course.local/nginx:1' }];
test.each<[string, Partial<Parts>, string]>([
  [
    'a Service that chooses other Pods',
    { service: { selector: { app: 'mine' } } },
    'Service kube-system/metrics-server',
  ],
  ['a Service that is a name elsewhere', { service: { type: 'ExternalName' } }, 'does not select'],
  ['a new Service', { serviceMeta: young }, 'younger than the attempt'],
  ['a new Deployment', { deploymentMeta: young }, 'younger than the attempt'],
  ['a Deployment that was changed', { deploymentMeta: { generation: 2 } }, 'was changed'],
  ['a ReplicaSet of the attempt', { setMeta: young }, 'answers for metrics-server'],
  ['a foreign Pod', { endpoint: { targetRef: { name: 'mine', uid: 'stranger' } } }, 'Pod kube-system/mine'],
  ['an address that is not its Pod’s', { endpoint: { addresses: ['10.244.0.9'] } }, 'answers for metrics-server'],
  ['a Pod of another image', { pod: { containers: otherImage } }, 'does not run what'],
  ['a Pod with a container beside', { pod: { ephemeralContainers: otherImage } }, 'does not run what'],
  ['a Pod with a volume of its own', { pod: { volumes: [{ name: 'tmp', hostPath: {} }] } }, 'does not run what'],
])('%s is not', async (_, own, why) => {
  expect(await look(objectsWith(own))).toContain(why);
});

test('outside a sandbox a changed Deployment proves nothing; what cannot be read is not believed', async () => {
  expect(await look(objectsWith({ deploymentMeta: { generation: 7 } }), false)).toBeUndefined();
  expect(await look(objectsWith({}, true))).toContain('could not be checked (It answered 503.)');
});

test('it concerns the checks that measure', () => {
  const metrics = { kind: 'metrics', pod: { namespace: 'lab', name: 'demo' } } as const;
  const checks = [
    testCheck,
    { ...testCheck, id: 'own', probe: metrics },
    { ...testCheck, id: 'beside', with: { used: metrics } },
    { ...testCheck, id: 'needs', needs: ['metrics'] },
  ];
  expect(measuredChecks(checks)).toEqual(['own', 'beside', 'needs']);
});
