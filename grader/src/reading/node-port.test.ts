import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { HttpProbe } from '@drydock/lab';
import type { KubeObject } from '@drydock/model';
import type { View } from './view.ts';
import { Unanswered, askNodePort } from './node-port.ts';

const probe: HttpProbe = {
  kind: 'http',
  target: 'nodeport',
  pod: { namespace: 'lab', name: 'web' },
  port: 80,
  path: '/page',
  headers: { 'x-course': 'abc' },
  repeat: 1,
  node: 'worker',
};

function serviceWith(spec: object): KubeObject & { spec: object } {
  const metadata = { name: 'web', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
  return { kind: 'Service', metadata, spec };
}

/** A view whose nodes are this machine; the rest of it is not looked at. */
function viewOf(asked: (string | undefined)[]): View {
  const node: View['node'] = async (name) => {
    asked.push(name);
    return { exec: async () => Promise.reject(new Error('nothing runs here')), address: async () => '127.0.0.1' };
  };
  return { node, signal: undefined } as unknown as View;
}

async function listen(server: Server): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}

const ask = (nodePort: number, asked: (string | undefined)[] = []) =>
  askNodePort(viewOf(asked), probe, serviceWith({ type: 'NodePort', ports: [{ port: 80, nodePort }] }));

test('status, headers and body come as they are, from the node that was named; a redirect is not followed', async () => {
  const server = createHttpServer((request, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/', 'x-saw': String(request.headers['x-course']) });
    response.end(request.url);
  });
  const asked: (string | undefined)[] = [];
  const answer = await ask(await listen(server), asked);
  expect(answer).toMatchObject({ status: 302, body: '/page', headers: { 'x-saw': 'abc' } });
  expect(asked).toEqual(['worker']);
  server.close();
});

test('a body is read up to 64 KiB', async () => {
  const server = createHttpServer((_, response) => void response.end('x'.repeat(1_000_000)));
  expect((await ask(await listen(server))).body).toHaveLength(64 * 1024);
  server.close();
});

test('no listener, no HTTP and no node port are reported as such, not as cluster failures', async () => {
  const silent = createServer();
  const closed = await listen(silent);
  silent.close();
  await expect(ask(closed)).rejects.toThrow(`nothing listens on node port ${closed}`);
  const rude = createServer((socket) => void socket.end('hello\n'));
  const port = await listen(rude);
  await expect(ask(port)).rejects.toThrow(`the server on node port ${port} does not use HTTP`);
  rude.close();
  const inside = serviceWith({ type: 'ClusterIP', ports: [{ port: 80 }] });
  await expect(askNodePort(viewOf([]), probe, inside)).rejects.toThrow('it is of type ClusterIP and has no node port');
  const other = serviceWith({ type: 'NodePort', ports: [{ port: 8080, nodePort: port }] });
  await expect(askNodePort(viewOf([]), probe, other)).rejects.toThrow(Unanswered);
});
