import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openCluster } from './cluster.ts';

const contexts = 'contexts: [{ name: a, context: { cluster: c, user: u } }]';
const clusters = 'clusters: [{ name: c, cluster: { server: "https://127.0.0.1:1" } }]';
const users = 'users: [{ name: u, user: {} }]';

test.each([
  ['', 'The kubeconfig is empty.'],
  ['# nothing\n', 'The kubeconfig is empty.'],
  [
    'token: {s3cret',
    expect.stringMatching(/^The kubeconfig is not valid: Flow map in block collection .* in line 1\.$/),
  ],
  ['hello', 'The kubeconfig has no current-context.'],
  [
    `current-context: nope\n${contexts}\n${clusters}\n${users}`,
    'The kubeconfig has the current-context "nope", which is not one of its contexts (it has a).',
  ],
  [
    `current-context: a\n${contexts}\nclusters: []\n${users}`,
    'The kubeconfig has no cluster "c", which its context "a" is about.',
  ],
  [
    `current-context: a\n${contexts}\n${clusters.replace('https://127.0.0.1:1', 'nowhere')}\n${users}`,
    'The kubeconfig has the server "nowhere", which is not an address such as https://127.0.0.1:6443.',
  ],
  [
    `current-context: a\n${contexts}\n${clusters}\nusers: [{ name: u, user: { client-certificate: /none.crt } }]`,
    "The kubeconfig names credentials that cannot be read: ENOENT: no such file or directory, open '/none.crt'.",
  ],
])('a kubeconfig of %j is said to be what is wrong with it', async (text, message) => {
  await expect(openCluster(text)).rejects.toMatchObject({ code: 'bad_request', message });
});

test('a kubeconfig that names a server is opened', async () => {
  using cluster = await openCluster(`current-context: a\n${contexts}\n${clusters}\n${users}`);
  await expect(cluster.request('/version')).rejects.toMatchObject({ code: 'cluster_unreachable' });
});

test('a kept connection that the server was closing is no answer: the request is sent on another', async () => {
  const seen = new Map<Socket, number>();
  const server = createServer((request, response) => {
    const count = (seen.get(request.socket) ?? 0) + 1;
    seen.set(request.socket, count);
    // What a server does with a connection that was silent for long, at the very moment of the next request.
    if (count > 1) request.socket.resetAndDestroy();
    else response.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const plain = clusters.replace('"https://127.0.0.1:1"', `"http://127.0.0.1:${port}", insecure-skip-tls-verify: true`);
  try {
    using cluster = await openCluster(`current-context: a\n${contexts}\n${plain}\n${users}`);
    await expect(cluster.request('/one')).resolves.toMatchObject({ status: 200 });
    await expect(cluster.request('/two')).resolves.toMatchObject({ status: 200 });
    expect(seen.size).toBe(2);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
