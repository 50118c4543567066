import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { openCluster } from '../cluster.ts';
import { type TlsServer, startTlsServer } from '../testing/tls-server.ts';
import { serverOfKubeconfig } from './kubeconfig.ts';

let folder: string;
let tls: TlsServer;
let port = 0;
const file = (name: string): string => join(folder, name);
const data = (name: string): string => readFileSync(file(name)).toString('base64');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-kubeconfig-'));
  tls = await startTlsServer(folder);
  ({ port } = tls);
  const plugin = `#!/bin/sh\nprintf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}' "$(printf %s "$KUBERNETES_EXEC_INFO" | grep -o 'interactive":false' | tr -d '":')-$WHO"\n`;
  writeFileSync(file('plugin'), plugin);
  writeFileSync(file('broken'), '#!/bin/sh\necho "log in first" >&2; exit 1\n');
  writeFileSync(file('token'), 'from-a-file\n');
  writeFileSync(file('noise'), 'no certificate');
  for (const name of ['plugin', 'broken']) chmodSync(file(name), 0o755);
});

afterAll(() => {
  tls?.[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

function kubeconfig(cluster: object, user: object = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'dead', cluster: { server: 'https://127.0.0.1:9', 'certificate-authority': 'not-there.crt' } },
      { name: 'this', cluster: { server: `https://localhost:${port}`, ...cluster } },
    ],
    contexts: [
      { name: 'first', context: { cluster: 'dead', user: 'other' } },
      { name: 'second', context: { cluster: 'this', user: 'me' } },
    ],
    'current-context': 'second',
    users: [
      { name: 'other', user: { 'client-certificate': 'not-there.crt' } },
      { name: 'me', user },
    ],
  });
}

async function ask(cluster: object, user: object = {}): Promise<{ url: string; who: string; as: string }> {
  using open = await openCluster(kubeconfig(cluster, user), folder);
  const { body } = await open.request('/version');
  return JSON.parse(body.toString('utf8')) as { url: string; who: string; as: string };
}

const ca = { 'certificate-authority': 'ca.crt' };

test('the current context counts, though it is not the first and another names files that are not there', async () => {
  expect(await ask(ca)).toEqual({ url: '/version', who: 'nobody', as: '' });
  expect(serverOfKubeconfig(kubeconfig(ca))?.href).toBe(`https://localhost:${port}/`);
  expect(serverOfKubeconfig('nothing')).toBeUndefined();
});

test('an authority by path, beside the file, or by its data', async () => {
  expect(await ask({ 'certificate-authority': file('ca.crt') })).toMatchObject({ who: 'nobody' });
  expect(await ask({ 'certificate-authority-data': data('ca.crt') })).toMatchObject({ who: 'nobody' });
});

test('insecure-skip-tls-verify: no certificate is looked at', async () => {
  const server = `https://127.0.0.1:${port}`;
  expect(await ask({ server, 'insecure-skip-tls-verify': true })).toMatchObject({ who: 'nobody' });
});

test('tls-server-name: the certificate is looked at by that name', async () => {
  const server = `https://127.0.0.1:${port}`;
  expect(await ask({ ...ca, server, 'tls-server-name': 'api.example' })).toMatchObject({ who: 'nobody' });
  await expect(ask({ ...ca, server })).rejects.toMatchObject({
    code: 'cluster_unreachable',
    message: `The cluster's API server at ${server} does not answer: its certificate is for other names than this address.`,
    fix: expect.stringContaining('tls-server-name'),
  });
});

test('proxy-url: the way leads through the proxy, with all else as without', async () => {
  const { proxyPort: at } = tls;
  const before = tls.tunnels.length;
  const me = { 'client-certificate': 'client.crt', 'client-key': 'client.key' };
  expect(await ask({ ...ca, 'proxy-url': `http://127.0.0.1:${at}` }, me)).toMatchObject({ who: 'client' });
  expect(tls.tunnels.slice(before)).toEqual([`localhost:${port}`]);
  await expect(ask({ ...ca, 'proxy-url': 'ftp://127.0.0.1' })).rejects.toMatchObject({
    code: 'bad_request',
    message: 'The kubeconfig has the proxy-url "ftp://127.0.0.1", which is not one of http, https or socks5.',
  });
});

test('a server below a path', async () => {
  expect(await ask({ ...ca, server: `https://localhost:${port}/k8s/clusters/c-1/` })).toMatchObject({
    url: '/k8s/clusters/c-1/version',
  });
});

test.for<[string, () => object, string]>([
  ['client certificate files', () => ({ 'client-certificate': 'client.crt', 'client-key': 'client.key' }), 'client'],
  [
    'client certificate data',
    () => ({ 'client-certificate-data': data('client.crt'), 'client-key-data': data('client.key') }),
    'client',
  ],
  ['a token', () => ({ token: 'abc' }), 'Bearer abc'],
  ['a token file', () => ({ tokenFile: 'token' }), 'Bearer from-a-file'],
  ['a name and a password', () => ({ username: 'me', password: 'secret' }), 'Basic bWU6c2VjcmV0'],
  [
    'an exec plugin beside the file, told what it is asked for',
    () => ({
      exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './plugin', env: [{ name: 'WHO', value: 'me' }] },
    }),
    'Bearer interactivefalse-me',
  ],
])('credentials: %s', async ([, user, who]) => {
  expect(await ask(ca, user())).toMatchObject({ who });
});

test('as: requests are made as another user', async () => {
  expect(await ask(ca, { token: 'abc', as: 'jane' })).toMatchObject({ as: 'jane' });
});

test.for<[string, () => object, () => object, string]>([
  [
    'an authority that is no PEM',
    () => ({ 'certificate-authority': 'noise' }),
    () => ({}),
    'has a certificate-authority that is not a PEM file or its base64',
  ],
  [
    'a certificate without a key',
    () => ca,
    () => ({ 'client-certificate': 'client.crt' }),
    'has a client-certificate and no client-key',
  ],
  [
    'a key of another certificate',
    () => ca,
    () => ({ 'client-certificate': 'client.crt', 'client-key': 'server.key' }),
    'has a client-key that does not belong to its client-certificate',
  ],
  [
    'a plugin that fails',
    () => ca,
    () => ({ exec: { command: './broken' } }),
    'which gave no credentials: log in first',
  ],
  [
    'a plugin that is not installed',
    () => ca,
    () => ({ exec: { command: 'no-such-plugin', installHint: 'Get it at example.' } }),
    'has the exec plugin "no-such-plugin", which gave no credentials: spawn no-such-plugin ENOENT; Get it at example.',
  ],
  ['a file that is not there', () => ({ 'certificate-authority': 'nowhere.crt' }), () => ({}), 'ENOENT'],
  [
    'no address',
    () => ({ server: 'localhost:6443' }),
    () => ({}),
    'has the server "localhost:6443", which is not an address such as',
  ],
])('what cannot be used is named by its field: %s', async ([, cluster, user, message]) => {
  await expect(ask(cluster(), user())).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringContaining(message),
  });
});

test('a server that is not the cluster is explained, in both languages', async () => {
  await expect(ask({ 'certificate-authority': 'stranger.crt' })).rejects.toMatchObject({
    message: expect.stringContaining(
      'does not answer: its certificate is not signed by an authority that the kubeconfig names.',
    ),
    fix: expect.stringContaining('certificate-authority-data'),
    zh: {
      message: expect.stringContaining('证书颁发机构'),
      fix: expect.stringContaining('certificate-authority-data'),
    },
  });
  const { proxyPort: at } = tls;
  await expect(ask({ ...ca, server: `https://localhost:${at}` })).rejects.toMatchObject({
    message: expect.stringMatching(/does not use TLS|the connection was cut/),
  });
});
