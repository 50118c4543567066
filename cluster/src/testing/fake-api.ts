import type { KubeObject } from '@drydock/model';
import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small API server over HTTP for tests: Pods, Namespaces and Events with lists, watches and versions that expire, and nothing else. */
export interface FakeApi extends AsyncDisposable {
  readonly kubeconfig: string;
  /** What is new is made now, or at `createdAt`. */
  put(object: {
    kind: string;
    name: string;
    namespace?: string;
    uid?: string;
    createdAt?: string;
    /** Labels, owners and what else is not given above. */
    metadata?: object;
    [field: string]: unknown;
  }): void;
  remove(kind: string, name: string): void;
  /** From now on it knows this kind, in namespaces and of `course.example/v1` unless said otherwise. */
  define(kind: string, plural: string, apiVersion?: string, isNamespaced?: boolean): void;
  /** Answers every GET of a path with this from now on. */
  answerAt(path: string, body: unknown): void;
  /** Ends every open watch, as a restart of the server does. */
  drop(): void;
  /** Forgets all versions so far: a client that continues from one of them gets 410 Gone. */
  expire(): void;
  /** Sends a raw watch event to every open watch. */
  shout(event: object): void;
  /** Answers everything with a status, until undefined. */
  refuse(status: number | undefined): void;
  readonly requests: readonly string[];
  /** How many watches are open now. */
  readonly openWatches: number;
}

const custom = 'course.example/v1';
const builtIn: Readonly<Record<string, { apiVersion: string; plural: string; namespaced: boolean }>> = {
  Pod: { apiVersion: 'v1', plural: 'pods', namespaced: true },
  Event: { apiVersion: 'v1', plural: 'events', namespaced: true },
  Namespace: { apiVersion: 'v1', plural: 'namespaces', namespaced: false },
  Node: { apiVersion: 'v1', plural: 'nodes', namespaced: false },
};

/** Starts the server on a free port of the loopback. */
export async function startFakeApi(): Promise<FakeApi> {
  const kinds = { ...builtIn };
  const objects = new Map<string, KubeObject>();
  const watches = new Map<ServerResponse, (object: KubeObject) => boolean>();
  const requests: string[] = [];
  const documents = new Map<string, unknown>();
  const history: { version: number; type: string; object: KubeObject }[] = [];
  let version = 1;
  let floor = 1;
  let refusal: number | undefined;

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    requests.push(`${request.method} ${url.pathname}${url.searchParams.has('watch') ? ' watch' : ''}`);
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (refusal !== undefined) return answer(refusal, { message: 'refused by the test' });
    if (url.pathname === '/version') return answer(200, { gitVersion: 'v1.36.3', minor: '36' });
    if (url.pathname === '/apis') return answer(200, { groups: [] });
    const measured = documents.get(url.pathname);
    if (measured !== undefined) return answer(200, measured);
    const [, root, apiVersion, rest = ''] = /^(\/apis?\/)(v1|[a-z0-9.]+\/v[a-z0-9]+)(\/.*)?$/.exec(url.pathname) ?? [];
    const own = Object.entries(kinds).filter(([, kind]) => kind.apiVersion === apiVersion);
    if (root !== undefined && rest === '' && own.length > 0) {
      const resources = own.map(([kind, { plural, namespaced }]) => ({
        name: plural,
        kind,
        namespaced,
        verbs: ['list', 'delete'],
      }));
      return answer(200, { resources });
    }
    const [, namespace, plural, name] =
      /^(?:\/namespaces\/([^/]+)(?=\/[a-z]))?\/([a-z]+)(?:\/([^/]+))?$/.exec(rest) ?? [];
    const kind = own.find(([, found]) => found.plural === plural)?.[0];
    if (kind === undefined) return answer(404, { message: 'unknown path', reason: 'NotFound' });
    const wantedName = /metadata\.name=(.+)/.exec(url.searchParams.get('fieldSelector') ?? '')?.[1];
    const matches = (object: KubeObject): boolean =>
      object.kind === kind &&
      (namespace === undefined || object.metadata.namespace === namespace) &&
      (wantedName === undefined || object.metadata.name === wantedName);
    const found = [...objects.values()].filter(matches);
    if (name !== undefined) {
      const one = found.find(({ metadata }) => metadata.name === name);
      return one ? answer(200, one) : answer(404, { reason: 'NotFound' });
    }
    if (!url.searchParams.has('watch')) {
      // As the real one: a list is of the version of its first page, and its pages end when that is forgotten.
      const [of = version, at = 0] = (url.searchParams.get('continue') ?? '').split(' ').filter(Boolean).map(Number);
      if (of < floor) return answer(410, { message: 'the continue parameter is too old', reason: 'Expired' });
      const end = at + Number(url.searchParams.get('limit') ?? found.length);
      const more = end < found.length ? { continue: `${of} ${end}` } : {};
      return answer(200, { metadata: { resourceVersion: String(of), ...more }, items: found.slice(at, end) });
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const from = Number(url.searchParams.get('resourceVersion'));
    if (from < floor) {
      response.end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410 } })}\n`);
      return;
    }
    for (const event of history)
      if (event.version > from && matches(event.object)) response.write(line(event.type, event.object));
    watches.set(response, matches);
    response.on('close', () => watches.delete(response));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;

  function tell(type: string, object: KubeObject): void {
    history.push({ version, type, object });
    for (const [response, matches] of watches) if (matches(object)) response.write(line(type, object));
  }

  return {
    kubeconfig: `apiVersion: v1\nkind: Config\ncurrent-context: fake\ncontexts: [{ name: fake, context: { cluster: fake, user: fake } }]\nclusters: [{ name: fake, cluster: { server: "http://127.0.0.1:${port}", insecure-skip-tls-verify: true } }]\nusers: [{ name: fake, user: {} }]\n`,
    requests,
    get openWatches() {
      return watches.size;
    },
    put({ kind, name, namespace, uid, metadata, createdAt = new Date().toISOString(), ...fields }) {
      version += 1;
      const key = `${kind} ${name}`;
      const before = objects.get(key);
      const object: KubeObject = {
        apiVersion: kinds[kind]?.apiVersion ?? 'v1',
        kind,
        ...fields,
        metadata: {
          ...metadata,
          name,
          uid: uid ?? before?.metadata.uid ?? `${kind}-${name}-${version}`,
          resourceVersion: String(version),
          creationTimestamp: before?.metadata.creationTimestamp ?? createdAt,
          ...(namespace !== undefined && { namespace }),
        },
      };
      objects.set(key, object);
      tell(before ? 'MODIFIED' : 'ADDED', object);
    },
    remove(kind, name) {
      const object = objects.get(`${kind} ${name}`);
      if (!object) return;
      version += 1;
      objects.delete(`${kind} ${name}`);
      tell('DELETED', { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } });
    },
    define(kind, plural, apiVersion = custom, namespaced = true) {
      kinds[kind] = { apiVersion, plural, namespaced };
    },
    answerAt: (path, body) => void documents.set(path, body),
    drop() {
      for (const response of watches.keys()) response.destroy();
    },
    expire() {
      version += 1;
      floor = version;
      history.length = 0;
    },
    shout(event) {
      for (const response of watches.keys()) response.write(`${JSON.stringify(event)}\n`);
    },
    refuse(status) {
      refusal = status;
    },
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

function line(type: string, object: KubeObject): string {
  return `${JSON.stringify({ type, object })}\n`;
}
