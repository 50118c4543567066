import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Cluster, Objects, Pod } from '@drydock/cluster';
import { noNode } from '@drydock/lab/testing';
import type { KubeObject } from '@drydock/model';
import { freshView } from '../reading/view.ts';
import { readHttp } from './http.ts';

const metadata = { name: 'web', namespace: 'lab', uid: 'u1', resourceVersion: '1' };
const found: Pod = {
  kind: 'Pod',
  metadata: { ...metadata, creationTimestamp: '2026-01-01T10:00:00Z' },
  spec: { containers: [{ name: 'a' }] },
  status: { containerStatuses: [{ name: 'a', state: { running: { startedAt: '2026-01-01T10:01:00Z' } } }] },
};
const never = async (): Promise<never> => Promise.reject(new TypeError('not asked in this test'));

/** As the API server's proxy: a page and a redirect with its own path in front of theirs, and its own caching before theirs. */
const proxy: Cluster = {
  async request(path) {
    const at = /^.*\/proxy(?=\/)/.exec(path)?.[0] ?? '';
    const body = Buffer.from(`<a href="${at}/next">go</a>`);
    const common = { 'cache-control': 'no-cache, private', 'audit-id': 'x' };
    return path.endsWith('/old')
      ? { status: 302, headers: { ...common, location: `${at}/next` }, body: Buffer.alloc(0), isCut: false }
      : {
          status: 200,
          headers: { ...common, 'content-type': 'text/html', 'content-length': String(body.length) },
          body,
          isCut: false,
        };
  },
  watch: () => {
    throw new TypeError('not watched in this test');
  },
  exec: never,
  [Symbol.dispose]: () => undefined,
};

/** A look at a cluster that has this object, whichever is asked for. */
function viewOf(object: KubeObject, node: Parameters<typeof freshView>[0]['node']) {
  const objects: Objects = {
    types: never,
    type: never,
    path: never,
    collectionPath: never,
    get: async () => object,
    list: never,
  };
  return freshView({
    cluster: proxy,
    objects,
    node,
    registry: never,
    code: undefined,
    parameters: {},
    startedAt: new Date(),
    signal: undefined,
  });
}

test.for(['pod', 'service'] as const)(
  'a page and a redirect of a %s are those that its server wrote',
  async (target) => {
    const view = viewOf(found, noNode);
    const pod = { namespace: 'lab', name: 'web' };
    const ask = async (path: string): Promise<unknown> =>
      (await readHttp(view, { kind: 'http', target, pod, port: 80, path, headers: {}, repeat: 1 })).values['response'];
    const page = '<a href="/next">go</a>';
    expect(await ask('/')).toEqual({
      name: 'web',
      status: 200,
      body: page,
      headers: { 'content-type': 'text/html', 'content-length': String(page.length) },
    });
    expect(await ask('/old')).toEqual({ name: 'web', status: 302, body: '', headers: { location: '/next' } });
  },
);

/** How a Service whose node port is this port of this machine answers so many requests, and how many were sent. */
async function askPort(nodePort: number, repeat: number) {
  let sent = 0;
  const service = { ...found, kind: 'Service', spec: { type: 'NodePort', ports: [{ port: 80, nodePort }] } };
  const view = viewOf(service, async () => {
    sent += 1;
    return { exec: never, address: async () => '127.0.0.1' };
  });
  const pod = { namespace: 'lab', name: 'web' };
  const seen = await readHttp(view, {
    kind: 'http',
    target: 'nodeport',
    pod,
    port: 80,
    path: '/',
    headers: {},
    repeat,
  });
  return { seen, sent: () => sent };
}

test('a node port on which nobody answers is asked once, however often it is to be asked', async () => {
  const server = createServer((_, response) => void response.end('hello'));
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  const open = await askPort(port, 30);
  expect(open.seen.values['responses']).toHaveLength(30);
  expect(open.sent()).toBe(30);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  const closed = await askPort(port, 30);
  expect(closed.seen).toMatchObject({
    state: 'unready',
    reason: { en: `nothing listens on node port ${port}`, zh: `节点端口 ${port} 上没有程序应答` },
  });
  expect(closed.sent()).toBe(1);
});
