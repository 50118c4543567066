import { expect, test } from 'vitest';
import type { Check, Probe } from '@drydock/lab';
import { testCheck } from '@drydock/lab/testing';
import type { KubeObject } from '@drydock/model';
import { judge } from '../verdict/judge.ts';
import type { Reading } from '../reading/reading.ts';
import { because } from './because.ts';
import type { Look } from './look.ts';

const startedAt = new Date('2026-01-01T00:00:00Z');
const facts = { parameters: {}, startedAt, now: startedAt, serverVersion: '1.36.3', lacking: new Set<string>() };

interface World {
  readonly objects?: readonly KubeObject[];
  readonly warnings?: Readonly<Record<string, string>>;
  readonly line?: string;
}

function object(
  kind: string,
  name: string,
  more: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubeObject {
  const apiVersion = kind === 'Deployment' || kind === 'ReplicaSet' ? 'apps/v1' : kind === 'Job' ? 'batch/v1' : 'v1';
  const own = {
    name,
    namespace: 'lab',
    uid: `${kind}-${name}`,
    resourceVersion: '1',
    creationTimestamp: startedAt.toISOString(),
  };
  return { apiVersion, kind, metadata: { ...own, ...metadata }, ...more };
}

function look({ objects = [], warnings = {}, line }: World): Look & { readonly asked: string[] } {
  const asked: string[] = [];
  const note = <T>(what: string, value: T): T => {
    asked.push(what);
    return value;
  };
  return {
    asked,
    images: ['course.local/stress:1.0'],
    now: startedAt.getTime() + 60_000,
    hasAsked: () => asked.length > 0,
    get: async ({ kind, name }) =>
      note(
        `get ${kind}`,
        objects.find((each) => each.kind === kind && each.metadata.name === name),
      ),
    list: async ({ kind }) =>
      note(
        `list ${kind}`,
        objects.filter((each) => each.kind === kind),
      ),
    warning: async ({ metadata: { uid } }) => note('warning', warnings[uid]),
    warningIn: async (namespace, reason) => {
      const words = note('warningIn', warnings[`${namespace} ${reason}`]);
      return words === undefined ? undefined : { of: `ReplicaSet ${namespace}/web-1`, words };
    },
    lastLine: async (_, __, { previous }) => note(`log ${previous}`, line),
  };
}

/** What is said of a check on an object that does not pass. */
async function told(
  subject: KubeObject & { spec?: object; status?: object },
  world: World = {},
  change: Partial<Check> = {},
): Promise<string | undefined> {
  const check: Check = { ...testCheck, that: "self.status.phase == 'Nothing'", ...change };
  const main: Reading = {
    subject: 's',
    state: 'found',
    values: { self: subject },
    objects: [subject],
    request: '',
    tookMs: 1,
  };
  const readings = { main, with: {} };
  const text = await because(look(world), check, readings, judge(check, readings, facts, {}));
  expect(text?.zh ?? '无').toMatch(/\p{Script=Han}/u);
  return text?.en;
}

function pod(
  state: unknown,
  more: { spec?: object; container?: object; status?: object; lastState?: unknown; restartCount?: number } = {},
): KubeObject {
  const { spec, container, status, lastState, restartCount = 0 } = more;
  return object('Pod', 'demo', {
    spec: { containers: [{ name: 'web', image: 'course.local/stress:1.0', ...container }], ...spec },
    status: {
      phase: 'Pending',
      containerStatuses: [{ name: 'web', state, lastState, restartCount, ready: false }],
      ...status,
    },
  });
}
const waiting = (reason: string, message = '') => ({ waiting: { reason, message } });
const backOff = (image: string, words: string) =>
  `Back-off pulling image "${image}": ErrImagePull: rpc error: code = NotFound desc = ${words}`;

test('an image of no registry that there is: which one the lab means, with what the registry said', async () => {
  const image = 'polinux/stress';
  for (const state of [
    waiting('ImagePullBackOff', backOff(image, 'dial tcp: no such host')),
    waiting('ErrImagePull', 'dial tcp: no such host'),
  ])
    expect(await told(pod(state, { container: { image } }))).toBe(
      'The image polinux/stress cannot be pulled: this cluster has only the images of the course. This lab uses course.local/stress:1.0. Kubernetes says: “dial tcp: no such host”',
    );
});

test('a misspelt image of the course, one that is pulled in vain, and one that a registry refuses', async () => {
  const state = waiting('ErrImagePull', 'failed: 401 Unauthorized');
  expect(await told(pod(state, { container: { image: 'course.local/strss:1.0' } }))).toBe(
    'There is no image course.local/strss:1.0 on this cluster. This lab uses course.local/stress:1.0.',
  );
  expect(await told(pod(state, { container: { imagePullPolicy: 'Always' } }))).toContain('Use IfNotPresent');
  expect(await told(pod(state, { container: { image: 'registry.course.local:5000/a:v1' } }))).toBe(
    'The image registry.course.local:5000/a:v1 could not be pulled. Kubernetes says: “failed: 401 Unauthorized”',
  );
  expect(await told(pod(waiting('InvalidImageName', 'bad'), { container: { image: 'A:b:c' } }))).toContain('A:b:c');
});

test('a crash: exit code, reason and the last line before it', async () => {
  const ended = { terminated: { exitCode: 1, reason: 'Error' } };
  const world = { line: 'stress: FAIL: unrecognized option: 150M' };
  const words = 'Container web ended with exit code 1. Its last line: “stress: FAIL: unrecognized option: 150M”';
  expect(await told(pod(waiting('CrashLoopBackOff'), { lastState: ended, restartCount: 2 }), world)).toBe(words);
  expect(await told(pod(ended), world)).toBe(words);
  expect(await told(pod({ running: {} }, { lastState: ended, restartCount: 2 }), world)).toBe(words);
  expect(
    await told(pod(waiting('CrashLoopBackOff'), { lastState: { terminated: { exitCode: 0, reason: 'Completed' } } })),
  ).toBe('Container web exits with code 0 and is restarted every time: its command does not keep running.');
  expect(
    await told(
      pod({
        terminated: {
          exitCode: 128,
          reason: 'StartError',
          message: 'exec: "strss": executable file not found in $PATH',
        },
      }),
    ),
  ).toBe('Container web could not be started. Kubernetes says: “exec: "strss": executable file not found in $PATH”');
});

test('a container that ends and is restarted is reported as one that does not keep running', async () => {
  const lastState = { terminated: { exitCode: 0, reason: 'Completed' } };
  expect(await told(pod({ running: {} }, { lastState, restartCount: 1 }))).toContain('is restarted every time');
  expect(await told(pod(lastState))).toBe('Container web has finished (exit code 0).');
});

test('a container that was killed for its memory is reported with its limit, without reading its log', async () => {
  const killed = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
  const container = { resources: { limits: { memory: '100Mi' } } };
  expect(await told(pod(waiting('CrashLoopBackOff'), { lastState: killed, container }))).toBe(
    'Container web used more memory than its limit of 100Mi and was killed (OOMKilled, exit code 137).',
  );
});

test('the failing container is the one reported, an init container before the others', async () => {
  const status = { initContainerStatuses: [{ name: 'first', state: { terminated: { exitCode: 3 } } }] };
  expect(await told(pod(waiting('PodInitializing'), { status }), { line: 'no' })).toBe(
    'Container first ended with exit code 3. Its last line: “no”',
  );
});

test('what a container waits for', async () => {
  expect(await told(pod(waiting('CreateContainerConfigError', 'configmap "settings" not found')))).toBe(
    'Container web cannot be created with this configuration. Kubernetes says: “configmap "settings" not found”',
  );
  const warnings = { 'Pod-demo': 'MountVolume.SetUp failed for volume "x" : secret "y" not found' };
  expect(await told(pod(waiting('ContainerCreating')), { warnings })).toContain('secret "y" not found');
  expect(await told(pod(waiting('ContainerCreating')))).toBeUndefined();
  const probed = { container: { readinessProbe: {} } };
  const words = { warnings: { 'Pod-demo': 'Readiness probe failed: HTTP probe failed with statuscode: 404' } };
  expect(await told(pod({ running: {} }, probed), words)).toContain('statuscode: 404');
  expect(await told(pod({ running: {} }), words)).toBeUndefined();
});

test('a Pod without a node: the scheduler’s reason, the selector, the claim, the scheduler, the node', async () => {
  const unschedulable = (message: string, spec = {}) =>
    object('Pod', 'demo', {
      spec,
      status: {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
      },
    });
  expect(await told(unschedulable('0/1 nodes are available: 1 Insufficient memory.'))).toBe(
    'Pod demo is Pending: no node can take it. Kubernetes says: “0/1 nodes are available: 1 Insufficient memory.”',
  );
  const selected = unschedulable("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.", {
    nodeSelector: { disk: 'ssd' },
  });
  expect(await told(selected)).toContain('It asks for a node with disk=ssd.');
  const claim = object('PersistentVolumeClaim', 'data', { status: { phase: 'Pending' } });
  const claiming = unschedulable('pod has unbound immediate PersistentVolumeClaims', {
    volumes: [{ persistentVolumeClaim: { claimName: 'data' } }],
  });
  const warnings = { 'PersistentVolumeClaim-data': 'storageclass.storage.k8s.io "fast" not found' };
  expect(await told(claiming, { objects: [claim], warnings })).toBe(
    'The PersistentVolumeClaim data is not bound to a volume. Kubernetes says: “storageclass.storage.k8s.io "fast" not found”',
  );
  expect(await told(claim, { warnings })).toContain('"fast" not found');
  expect(
    await told(object('Pod', 'demo', { spec: { schedulerName: 'mine' }, status: { phase: 'Pending' } })),
  ).toContain('the scheduler mine');
  expect(await told(object('Pod', 'demo', { spec: { nodeName: 'gone' }, status: { phase: 'Pending' } }))).toContain(
    'no such node',
  );
});

test('a workload is explained by its Pods, or by what refuses them', async () => {
  const owned = (uid: string) => ({ ownerReferences: [{ uid }] });
  const deployment = object('Deployment', 'web', { spec: { replicas: 2 }, status: {} });
  const set = object('ReplicaSet', 'web-1', {}, owned('Deployment-web'));
  const bad = pod(waiting('ErrImagePull', 'no'), { container: { image: 'nginx' } });
  const objects = [
    set,
    { ...bad, metadata: { ...bad.metadata, ...owned('ReplicaSet-web-1') } },
    pod(waiting('CrashLoopBackOff')),
  ];
  expect(await told(deployment, { objects })).toContain('The image nginx cannot be pulled');
  const refusal = {
    type: 'ReplicaFailure',
    status: 'True',
    message: 'pods "web-1" is forbidden: exceeded quota: small',
  };
  expect(await told({ ...deployment, status: { conditions: [refusal] } })).toBe(
    'Deployment lab/web cannot create its Pods. Kubernetes says: “pods "web-1" is forbidden: exceeded quota: small”',
  );
  expect(
    await told(object('Job', 'pack'), { warnings: { 'Job-pack': 'admission webhook denied the request' } }),
  ).toContain('admission webhook denied');
  expect(await told({ ...deployment, spec: { replicas: 0 } })).toBe('Deployment lab/web has spec.replicas 0.');
  expect(await told({ ...deployment, spec: { paused: true } })).toContain('is paused');
  const service = object('Service', 'web', { spec: { selector: { app: 'web' } } });
  expect(await told(service)).toContain('selects app=web, but no Pod');
  expect(await told(service, { objects })).toContain('The image nginx cannot be pulled');
});

test('what is being deleted, and what holds it', async () => {
  const going = (deletionTimestamp: string, finalizers?: string[]) =>
    object('Pod', 'demo', {}, { deletionTimestamp, ...(finalizers && { finalizers }) });
  expect(await told(going('2026-01-01T00:01:00Z'))).toBe('Pod lab/demo is being deleted.');
  expect(await told(going('2026-01-01T00:00:30Z', ['example.com/hold']))).toBe(
    'Pod lab/demo is being deleted, but the finalizer example.com/hold holds it back.',
  );
  expect(await told(going('2026-01-01T00:00:30Z'))).toContain('should be gone by now');
});

test('refused Pods are reported where no Pod exists', async () => {
  const probe: Probe = { kind: 'list', of: { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', selector: 'app=web' } };
  const check: Check = { ...testCheck, probe, that: 'size(items) == 2' };
  const main: Reading = { subject: 's', state: 'found', values: { items: [] }, objects: [], request: '', tookMs: 1 };
  const world = { objects: [object('Namespace', 'lab')], warnings: { 'lab FailedCreate': 'exceeded quota: small' } };
  const text = await because(look(world), check, { main, with: {} }, judge(check, { main, with: {} }, facts, {}));
  expect(text?.zh).toBe('ReplicaSet lab/web-1 创建不了它的 Pod。Kubernetes 的原话：“exceeded quota: small”');
});

test('a pass asks nothing, and neither does a value that is wrong whatever became of the Pod', async () => {
  const world = look({});
  const subject = pod(waiting('CrashLoopBackOff'), { lastState: { terminated: { exitCode: 1 } } });
  const main: Reading = {
    subject: 's',
    state: 'found',
    values: { self: subject },
    objects: [subject],
    request: '',
    tookMs: 1,
  };
  for (const that of ["self.status.phase == 'Pending'", "self.spec.nodeName == 'x'"]) {
    const check: Check = { ...testCheck, that };
    await because(world, check, { main, with: {} }, judge(check, { main, with: {} }, facts, {}));
  }
  expect(world.asked).toEqual([]);
});

test("the cluster's message becomes one short line and keeps its end, where the reason is", async () => {
  const words = `failed to pull and unpack image "docker.io/polinux/stress:latest": ${'failed to resolve reference: '.repeat(20)}dial tcp:\u001B[31m no such\n host`;
  const text = (await told(pod(waiting('ErrImagePull', words), { container: { image: 'polinux/stress' } }))) ?? '';
  expect(text).toMatch(/“… .*dial tcp: no such host”$/);
  expect(text.length).toBeLessThan(420);
});
