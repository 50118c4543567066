import { CourseError } from '@drydock/model';
import { expect, test } from 'vitest';
import type { Cluster } from './cluster.ts';
import { openObjects } from './objects.ts';
import { type SweepOptions, sweep } from './reset.ts';
import { testLab } from './test-lab.ts';

interface Stored {
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    creationTimestamp: string;
    deletionTimestamp?: string;
    finalizers?: string[];
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/api/v1': {
    ConfigMap: 'configmaps',
    Pod: 'pods',
    Service: 'services',
    ServiceAccount: 'serviceaccounts',
    Namespace: 'namespaces',
    Node: 'nodes',
  },
  '/apis/apps/v1': { Deployment: 'deployments', ReplicaSet: 'replicasets' },
  '/apis/storage.k8s.io/v1': { StorageClass: 'storageclasses' },
  '/apis/admissionregistration.k8s.io/v1': { ValidatingWebhookConfiguration: 'validatingwebhookconfigurations' },
  '/apis/apiregistration.k8s.io/v1': { APIService: 'apiservices' },
};
const clusterScoped = new Set([
  'namespaces',
  'nodes',
  'storageclasses',
  'validatingwebhookconfigurations',
  'apiservices',
]);
const startedAt = new Date('2030-01-01T10:00:00.400Z');
const before = '2030-01-01T09:00:00Z';
const during = '2030-01-01T10:00:00Z';

/** What a cluster reads of one answer. */
const limitBytes = 16 * 1024 * 1024;

/** What of an API server a reset asks for, in memory: objects lie by their paths. A namespace goes when it is finalized, or at once when it is empty. */
function startCluster(options: { isNamespaceStuck?: boolean; broken?: string; kept?: string } = {}) {
  const stored = new Map<string, Stored>();
  const requests: string[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  let uid = 0;
  const put = (path: string, fields: { at?: string; metadata?: object; [field: string]: unknown } = {}): string => {
    const { at = during, metadata, ...rest } = fields;
    const [, namespace, , name = ''] = /^.*?(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
    const id = `uid-${(uid += 1)}`;
    stored.set(path, {
      ...rest,
      metadata: { name, ...(namespace && { namespace }), uid: id, creationTimestamp: at, ...metadata },
    });
    return id;
  };
  const inNamespace = (name: string): string[] =>
    [...stored.keys()].filter((path) => path.includes(`/namespaces/${name}/`));

  function drop(path: string): number {
    const object = stored.get(path);
    if (!object) return 404;
    if (path === options.kept) return 500;
    const isWatched = [...stored.keys()].some((key) => key.includes('webhookconfigurations/'));
    if (isWatched && !path.includes('webhookconfigurations/')) return 403;
    const namespace = /^\/api\/v1\/namespaces\/([^/]+)$/.exec(path)?.[1];
    if (namespace !== undefined) for (const inside of inNamespace(namespace)) drop(inside);
    const stays = namespace !== undefined && (options.isNamespaceStuck || inNamespace(namespace).length > 0);
    if (stays || (object.metadata.finalizers ?? []).length > 0) object.metadata.deletionTimestamp = during;
    else stored.delete(path);
    return 200;
  }

  function answer(method: string, url: URL, body: string): { status: number; content?: unknown } {
    const { pathname, searchParams } = url;
    const isDiverted = [...stored.values()].some(({ spec }) => {
      const { group, version, service } = (spec ?? {}) as { group?: string; version?: string; service?: unknown };
      return service !== undefined && pathname.startsWith(`/apis/${group}/${version}`);
    });
    if (isDiverted || pathname === options.broken) return { status: 503, content: { message: 'no endpoints' } };
    if (pathname === '/apis') {
      const names = [...Object.keys(groups), options.broken ?? ''].filter((path) => path.startsWith('/apis/'));
      const content = names.map((path) => ({
        name: path.split('/')[2],
        preferredVersion: { groupVersion: path.slice('/apis/'.length) },
      }));
      return { status: 200, content: { groups: content } };
    }
    const kinds = groups[pathname];
    if (kinds) {
      const resources = Object.entries(kinds).map(([kind, name]) => ({
        name,
        kind,
        namespaced: !clusterScoped.has(name),
        verbs: ['list', 'delete'],
      }));
      return { status: 200, content: { resources } };
    }
    const finalized = /^(.*)\/finalize$/.exec(pathname)?.[1];
    if (finalized !== undefined) return { status: stored.delete(finalized) ? 200 : 404 };
    if (method === 'POST') {
      const made = JSON.parse(body) as Stored;
      put(`${pathname}/${made.metadata.name}`, { ...made });
      return { status: 201 };
    }
    const object = stored.get(pathname);
    if (method === 'DELETE') return { status: drop(pathname) };
    if (method === 'PATCH' && object) {
      stored.set(pathname, mergePatch(object, JSON.parse(body)) as Stored);
      const { deletionTimestamp, finalizers } = stored.get(pathname)?.metadata ?? {};
      if (deletionTimestamp !== undefined && !finalizers) stored.delete(pathname);
      return { status: 200, content: {} };
    }
    if (object) return { status: 200, content: object };
    const plural = pathname.split('/').at(-1) ?? '';
    const root = Object.entries(groups).find(
      ([path, own]) => pathname.startsWith(`${path}/`) && Object.values(own).includes(plural),
    )?.[0];
    if (root === undefined) return { status: 404 };
    const space = /\/namespaces\/([^/]+)\//.exec(pathname)?.[1];
    const all = [...stored]
      .filter(([path]) => path.startsWith(`${root}/`) && path.split('/').at(-2) === plural)
      .filter(([, { metadata }]) => space === undefined || metadata.namespace === space)
      .map(([, found]) => found);
    const from = Number(searchParams.get('continue') ?? 0);
    const to = from + Number(searchParams.get('limit') ?? all.length);
    const metadata = to < all.length ? { continue: String(to) } : {};
    return { status: 200, content: { items: all.slice(from, to), metadata } };
  }

  const cluster: Cluster = {
    async request(path, { method = 'GET', body = '' } = {}) {
      requests.push(`${method} ${path}`);
      mostInFlight = Math.max(mostInFlight, (inFlight += 1));
      await Promise.resolve();
      const { status, content = {} } = answer(method, new URL(path, 'http://fake'), body);
      await new Promise(setImmediate);
      inFlight -= 1;
      const answered = Buffer.from(JSON.stringify(content));
      return { status, headers: {}, body: answered.subarray(0, limitBytes), isCut: answered.length > limitBytes };
    },
    watch: () => {
      throw new Error('no watch in this test');
    },
    exec: async () => Promise.reject(new Error('no command in this test')),
    [Symbol.dispose]: () => undefined,
  };
  return {
    put,
    requests,
    get: (path: string) => stored.get(path),
    paths: () => [...stored.keys()],
    mostInFlight: () => mostInFlight,
    reset: async (how: Partial<SweepOptions> = {}) =>
      sweep({
        cluster,
        objects: openObjects(cluster),
        lab: testLab(),
        startedAt,
        signal: new AbortController().signal,
        forceAfterMs: 0,
        ...how,
      }),
  };
}

function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const merged: Record<string, unknown> = { ...(target as object | undefined) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

test('an empty namespace that its controller does not let go is let go', async () => {
  const cluster = startCluster({ isNamespaceStuck: true });
  cluster.put('/api/v1/namespaces/lab');
  cluster.put('/api/v1/namespaces/lab/configmaps/held', { metadata: { finalizers: ['course.example/held'] } });
  await cluster.reset();
  expect(cluster.paths()).toEqual([]);
  const finalized = cluster.requests.indexOf('PUT /api/v1/namespaces/lab/finalize');
  const freed = cluster.requests.indexOf('PATCH /api/v1/namespaces/lab/configmaps/held');
  expect(freed).toBeGreaterThan(-1);
  expect(finalized).toBeGreaterThan(freed);
});

test('an API group that does not answer keeps nothing else from being removed', async () => {
  const cluster = startCluster({ broken: '/apis/broken.example/v1' });
  cluster.put('/api/v1/namespaces/lab');
  await cluster.reset();
  expect(cluster.requests).toContain('GET /apis/broken.example/v1');
  expect(cluster.paths()).toEqual([]);
});

test('an API of the server that was diverted is put right before it is asked, one that was added is removed, and metrics stay', async () => {
  const cluster = startCluster();
  const spec = (group: string, name: string, namespace = 'default') => ({
    at: before,
    spec: { group, version: 'v1', versionPriority: 15, insecureSkipTLSVerify: true, service: { namespace, name } },
  });
  const api = '/apis/apiregistration.k8s.io/v1/apiservices';
  cluster.put(`${api}/v1.apps`, spec('apps', 'nobody'));
  cluster.put(`${api}/v1.added.example`, spec('added.example', 'nobody'));
  cluster.put(`${api}/v1beta1.metrics.k8s.io`, spec('metrics.k8s.io', 'forged'));
  cluster.put('/apis/apps/v1/namespaces/default/deployments/web');
  cluster.put('/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/no');
  await cluster.reset();
  expect(cluster.paths()).toEqual([`${api}/v1beta1.metrics.k8s.io`, `${api}/v1.apps`]);
  expect(cluster.requests).toContain(`DELETE ${api}/v1.apps`);
  expect(cluster.get(`${api}/v1.apps`)?.['spec']).toEqual({ group: 'apps', version: 'v1', versionPriority: 15 });
  expect(cluster.get(`${api}/v1.apps`)?.metadata['labels']).toEqual({
    'kube-aggregator.kubernetes.io/automanaged': 'onstart',
  });
  expect(cluster.get(`${api}/v1beta1.metrics.k8s.io`)?.['spec']).toMatchObject({
    service: { namespace: 'kube-system', name: 'metrics-server' },
  });
});

test('hundreds of objects go many at once, and a webhook that refuses goes before them', async () => {
  const cluster = startCluster();
  for (let index = 0; index < 620; index++) cluster.put(`/api/v1/namespaces/default/configmaps/made-${index}`);
  cluster.put('/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/no');
  await cluster.reset({ forceAfterMs: 60_000 });
  expect(cluster.paths()).toEqual([]);
  const deletes = cluster.requests.filter((request) => request.startsWith('DELETE'));
  expect(deletes[0]).toContain('validatingwebhookconfigurations/no');
  expect(deletes.length).toBe(621);
  expect(cluster.mostInFlight()).toBe(16);
});

test('objects whose metadata is too large for one answer are removed all the same', async () => {
  const cluster = startCluster();
  const annotations = { note: 'x'.repeat(200 * 1024) };
  for (let index = 0; index < 100; index++)
    cluster.put(`/api/v1/namespaces/default/configmaps/large-${index}`, { metadata: { annotations } });
  await cluster.reset({ forceAfterMs: 60_000 });
  expect(cluster.paths()).toEqual([]);
});

test('what never goes is forced before it is given up, and named', async () => {
  const web = '/apis/apps/v1/namespaces/default/deployments/web';
  const cluster = startCluster({ kept: web });
  cluster.put(web, { metadata: { finalizers: ['course.example/held'] } });
  const error = await cluster.reset({ forceAfterMs: 100, giveUpAfterMs: 0 }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CourseError);
  expect((error as CourseError).message).toBe('These objects could not be removed: Deployment web.');
  expect(cluster.requests).toContain(`PATCH ${web}`);
});

test("what a student made in the system's namespaces goes, and what the cluster itself made there stays", async () => {
  const cluster = startCluster();
  const system = '/api/v1/namespaces/kube-system';
  const apps = '/apis/apps/v1/namespaces/kube-system';
  const stays = [
    `${system}/configmaps/old`,
    `${apps}/deployments/coredns`,
    `${apps}/replicasets/coredns-1`,
    `${system}/pods/coredns-1-a`,
    `${system}/configmaps/kube-root-ca.crt`,
    `${system}/serviceaccounts/deployment-controller`,
  ];
  cluster.put(stays[0] ?? '', { at: before });
  const owned = (kind: string, uid: string) => ({ metadata: { ownerReferences: [{ kind, uid }] } });
  const dns = cluster.put(stays[1] ?? '', { at: before });
  const set = cluster.put(stays[2] ?? '', owned('Deployment', dns));
  cluster.put(stays[3] ?? '', owned('ReplicaSet', set));
  cluster.put(stays[4] ?? '');
  cluster.put(stays[5] ?? '');
  const mine = cluster.put(`${apps}/deployments/mine`);
  const mineSet = cluster.put(`${apps}/replicasets/mine-1`, owned('Deployment', mine));
  cluster.put(`${system}/pods/mine-1-a`, owned('ReplicaSet', mineSet));
  cluster.put(`${system}/pods/bare`);
  cluster.put('/api/v1/namespaces/local-path-storage/configmaps/mine');
  await cluster.reset();
  expect(cluster.paths()).toEqual(stays);
});

test('nodes, the default storage class and the Services of the system are as they were', async () => {
  const cluster = startCluster();
  const nodeInfo = { architecture: 'amd64', operatingSystem: 'linux' };
  const platform = {
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/os': 'linux',
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
  };
  const role = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
  cluster.put('/api/v1/nodes/one', {
    at: before,
    metadata: {
      labels: { ...platform, 'kubernetes.io/hostname': 'two', disk: 'ssd', kept: 'yes' },
      annotations: { note: 'x' },
      managedFields: [
        {
          manager: 'kubelet',
          time: during,
          fieldsV1: { 'f:metadata': { 'f:labels': { '.': {}, 'f:kubernetes.io/os': {} } } },
        },
        { manager: 'kubectl-label', time: before, fieldsV1: { 'f:metadata': { 'f:labels': { 'f:kept': {} } } } },
        {
          manager: 'kubectl-edit',
          time: during,
          fieldsV1: {
            'f:metadata': {
              'f:labels': { 'f:disk': {}, 'f:kubernetes.io/hostname': {} },
              'f:annotations': { 'f:note': {} },
            },
          },
        },
      ],
    },
    spec: { unschedulable: true, taints: [{ key: 'gpu', effect: 'NoSchedule' }, role] },
    status: { nodeInfo },
  });
  const mark = 'storageclass.kubernetes.io/is-default-class';
  const standard = '/apis/storage.k8s.io/v1/storageclasses/standard';
  cluster.put(standard, { at: before, metadata: { annotations: { [mark]: 'false' } } });
  const metrics = '/api/v1/namespaces/kube-system/services/metrics-server';
  cluster.put(metrics, { at: before, spec: { selector: { app: 'forged' }, type: 'ClusterIP' } });
  const dns = '/api/v1/namespaces/kube-system/services/kube-dns';
  cluster.put(dns, { at: before, spec: { selector: { 'k8s-app': 'kube-dns' } } });
  await cluster.reset();
  const node = cluster.get('/api/v1/nodes/one');
  expect(node?.metadata['labels']).toEqual({ ...platform, 'kubernetes.io/hostname': 'one', kept: 'yes' });
  expect(node?.metadata['annotations']).toEqual({});
  expect(node?.['spec']).toEqual({ taints: [role] });
  expect(cluster.get(standard)?.metadata['annotations']).toEqual({ [mark]: 'true' });
  expect(cluster.get(metrics)?.['spec']).toEqual({ selector: { 'k8s-app': 'metrics-server' }, type: 'ClusterIP' });
  expect(cluster.requests).not.toContain(`PATCH ${dns}`);
});
