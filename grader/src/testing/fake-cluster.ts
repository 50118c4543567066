import { type Cluster, openObjects } from '@drydock/cluster';
import { testLab } from '@drydock/lab/testing';
import { type SweepOptions, sweep } from '../reset/reset.ts';

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
    Event: 'events',
    Pod: 'pods',
    Service: 'services',
    ServiceAccount: 'serviceaccounts',
    Namespace: 'namespaces',
    Node: 'nodes',
    Secret: 'secrets',
    Endpoints: 'endpoints',
  },
  '/apis/coordination.k8s.io/v1': { Lease: 'leases' },
  '/apis/rbac.authorization.k8s.io/v1': { RoleBinding: 'rolebindings' },
  '/apis/discovery.k8s.io/v1': { EndpointSlice: 'endpointslices' },
  '/apis/apps/v1': { Deployment: 'deployments', DaemonSet: 'daemonsets', ReplicaSet: 'replicasets' },
  '/apis/storage.k8s.io/v1': { StorageClass: 'storageclasses' },
  '/apis/admissionregistration.k8s.io/v1': { ValidatingWebhookConfiguration: 'validatingwebhookconfigurations' },
  '/apis/apiregistration.k8s.io/v1': { APIService: 'apiservices' },
};
const plurals = new Set(Object.values(groups).flatMap(Object.values));
const clusterScoped = new Set([
  'namespaces',
  'nodes',
  'storageclasses',
  'validatingwebhookconfigurations',
  'apiservices',
]);
const startedAt = new Date('2030-01-01T10:00:00.400Z');
/** Before the attempt of these tests began. */
export const before = '2030-01-01T09:00:00Z';
/** In the second in which it began. */
export const during = '2030-01-01T10:00:00Z';

/** The status of a workload of one replica that runs as it is to. */
export const serving = { observedGeneration: 1, updatedReplicas: 1, availableReplicas: 1 };

/** What a cluster reads of one answer. */
const limitBytes = 16 * 1024 * 1024;

/**
 * The parts of an API server that a reset needs, in memory, and the reset: objects are stored by path. A deleted namespace goes at once with all in it that no finalizer
 * holds; with `isNamespaceStuck` its controller does nothing, so that it goes only when it is finalized. With `isKubeletStuck` a Pod goes only without grace.
 * What a workload asks for is there at once, unless it is `idle`.
 */
export function startFakeCluster(
  options: { isNamespaceStuck?: boolean; isKubeletStuck?: boolean; broken?: string; kept?: string; idle?: string } = {},
) {
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

  function drop(path: string, hasGrace = false): number {
    const object = stored.get(path);
    if (!object) return 404;
    if (path === options.kept) return 500;
    const isWatched = [...stored.keys()].some((key) => key.includes('webhookconfigurations/'));
    if (isWatched && !path.includes('webhookconfigurations/')) return 403;
    const namespace = /^\/api\/v1\/namespaces\/([^/]+)$/.exec(path)?.[1];
    if (namespace !== undefined && !options.isNamespaceStuck) for (const inside of inNamespace(namespace)) drop(inside);
    const isRunning = options.isKubeletStuck === true && hasGrace && path.includes('/pods/');
    const stays =
      isRunning || (namespace !== undefined && (options.isNamespaceStuck || inNamespace(namespace).length > 0));
    if (stays || (object.metadata.finalizers ?? []).length > 0) object.metadata.deletionTimestamp = during;
    else stored.delete(path);
    return 200;
  }

  function answer(method: string, url: URL, body: string): { status: number; content?: unknown } {
    const { searchParams } = url;
    const pathname = decodeURIComponent(url.pathname);
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
        verbs: ['list', 'delete', 'deletecollection'],
      }));
      return { status: 200, content: { resources } };
    }
    const finalized = /^(.*)\/finalize$/.exec(pathname)?.[1];
    if (finalized !== undefined) return { status: stored.delete(finalized) ? 200 : 404 };
    if (method === 'POST') {
      const made = JSON.parse(body) as Stored;
      const path = `${pathname}/${made.metadata.name}`;
      if (stored.has(path)) return { status: 409 };
      const isWorkload = path.startsWith('/apis/apps/v1/');
      put(path, {
        ...made,
        metadata: { ...made.metadata, ...(isWorkload && { generation: 1 }) },
        ...(isWorkload && path !== options.idle && { status: serving }),
      });
      return { status: 201, content: stored.get(path) };
    }
    const object = stored.get(pathname);
    if (method === 'PUT' && object) {
      if (object['immutable'] === true) return { status: 422 };
      const { metadata, ...content } = JSON.parse(body) as Stored;
      const { uid: id, creationTimestamp } = object.metadata;
      stored.set(pathname, { ...content, metadata: { ...metadata, uid: id, creationTimestamp } });
      return { status: 200, content: stored.get(pathname) };
    }
    if (method === 'DELETE') {
      const hasGrace = !body.includes('"gracePeriodSeconds":0');
      if (object || !plurals.has(pathname.split('/').at(-1) ?? '')) return { status: drop(pathname, hasGrace) };
      for (const path of stored.keys()) if (path.startsWith(`${pathname}/`)) drop(path, hasGrace);
      return { status: 200 };
    }
    if (method === 'PATCH' && !object && searchParams.has('fieldManager')) {
      const applied = JSON.parse(body) as Stored;
      const isWorkload = pathname.startsWith('/apis/apps/v1/');
      put(pathname, {
        ...applied,
        metadata: { ...applied.metadata, ...(isWorkload && { generation: 1 }) },
        ...(isWorkload && pathname !== options.idle && { status: serving }),
      });
      return { status: 201, content: stored.get(pathname) };
    }
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
    const kind = Object.entries(groups[root] ?? {}).find(([, name]) => name === plural)?.[0];
    const all = [...stored]
      .filter(([path]) => path.startsWith(`${root}/`) && path.split('/').at(-2) === plural)
      .filter(([, { metadata }]) => space === undefined || metadata.namespace === space)
      .map(([, found]) => found);
    const from = Number(searchParams.get('continue') ?? 0);
    const to = from + Number(searchParams.get('limit') ?? all.length);
    const metadata = to < all.length ? { continue: String(to) } : {};
    const apiVersion = root.replace(/^\/apis?\//, '');
    return { status: 200, content: { apiVersion, kind: `${kind}List`, items: all.slice(from, to), metadata } };
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
    cluster,
    put,
    requests,
    get: (path: string) => stored.get(path),
    paths: () => [...stored.keys()],
    mostInFlight: () => mostInFlight,
    /** Removes the finalizers of an object, as its controller does. */
    release(path: string): void {
      const object = stored.get(path);
      if (object) object.metadata.finalizers = [];
      if (object?.metadata.deletionTimestamp !== undefined) drop(path);
    },
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
