import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CourseError } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkCluster, sketchCluster } from './check.ts';

/** What a stand-in for an API server answers: by path, a status and a body. */
type Answers = Readonly<Record<string, readonly [number, object]>>;

const node = (more: { images?: string[]; taints?: object[]; ready?: string }) => ({
  metadata: { name: 'one', uid: 'u1' },
  spec: { ...(more.taints && { taints: more.taints }) },
  status: {
    conditions: [{ type: 'Ready', status: more.ready ?? 'True' }],
    images: (more.images ?? ['course.local/nginx:1.26']).map((name) => ({ names: [name] })),
  },
});
const well: Answers = {
  '/version': [200, { gitVersion: 'v1.36.3+k3s1' }],
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews': [201, { status: { allowed: true } }],
  '/api/v1/nodes': [200, { items: [node({})] }],
  '/api/v1/namespaces': [
    200,
    { items: ['kube-system', 'default', 'shop'].map((name) => ({ metadata: { name, uid: `uid-${name}` } })) },
  ],
};

let folder: string;
let server: Server;
let answers: Answers = well;
const asked: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-check-'));
  answers = well;
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [status, body] = answers[request.url ?? ''] ?? [404, { message: 'not there' }];
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function settings(address?: string, user: object = { token: 'abc' }) {
  const { port } = server.address() as unknown as AddressInfo;
  const file = join(folder, 'config');
  const config = {
    clusters: [{ name: 'c', cluster: { server: address ?? `http://127.0.0.1:${port}` } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'mini', context: { cluster: 'c', user: 'u' } }],
  };
  await writeFile(file, stringify(config));
  return { context: 'mini', kubeconfigFiles: [file], labImages: ['course.local/nginx:1.26'] };
}

const failure = async (work: Promise<unknown>): Promise<CourseError> => {
  const error: unknown = await work.then(() => undefined).catch((reason: unknown) => reason);
  if (error instanceof CourseError) return error;
  throw new Error(`This is not an expected failure: ${String(error)}`);
};

test('a cluster that can be lent has no problem, and nothing is made in it', async () => {
  expect(await checkCluster(await settings())).toEqual([]);
  expect(asked.filter((line) => !line.startsWith('GET'))).toEqual([
    'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
  ]);
});

test('all that is wrong is said at once', async () => {
  answers = {
    ...well,
    '/version': [200, { gitVersion: 'v1.29.4' }],
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews': [201, { status: { allowed: false } }],
    '/api/v1/nodes': [200, { items: [node({ images: ['other:1'] })] }],
  };
  const found = await checkCluster(await settings());
  expect(found.map(({ message }) => message)).toEqual([
    'The cluster of the context "mini" runs Kubernetes 1.29.4, which is too old for the course.',
    'The user of the context "mini" is not an administrator of the cluster: SelfSubjectAccessReview *: no',
    'The node one of the context "mini" does not have an image of the labs: course.local/nginx:1.26.',
  ]);
  expect(found.every(({ zh }) => /[\u4e00-\u9fff]/u.test(`${zh?.message}`))).toBe(true);
});

test.each([
  [{ ready: 'False' }, 'no node that is Ready'],
  [{ taints: [{ effect: 'NoSchedule' }] }, 'no node that is Ready'],
])('a node that takes no Pods is none: %o', async (how, said) => {
  answers = { ...well, '/api/v1/nodes': [200, { items: [node(how)] }] };
  expect((await checkCluster(await settings()))[0]?.message).toContain(said);
});

test('a node that reports as many images as a kubelet reports at most may have more', async () => {
  const images = Array.from({ length: 50 }, (_, index) => `other:${index}`);
  answers = { ...well, '/api/v1/nodes': [200, { items: [node({ images })] }] };
  expect(await checkCluster(await settings())).toEqual([]);
});

test('credentials that have expired, and rights that are missing, are told apart', async () => {
  answers = { ...well, '/version': [401, { message: 'Unauthorized' }] };
  expect(await failure(checkCluster(await settings()))).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('have expired or were taken back'),
    fix: expect.stringContaining('kubectl --context mini get nodes'),
    zh: { message: expect.stringContaining('凭据过期了') },
  });
  answers = { ...well, '/api/v1/nodes': [403, { message: 'nodes is forbidden' }] };
  expect(await failure(checkCluster(await settings()))).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('nodes is forbidden'),
    zh: { message: expect.stringContaining('不是集群管理员') },
  });
});

test('a cluster that does not run, and a plugin that gives no credentials, name the context and what to do', async () => {
  expect(await failure(checkCluster(await settings('http://127.0.0.1:1')))).toMatchObject({
    code: 'cluster_unreachable',
    message: expect.stringContaining('ECONNREFUSED'),
    fix: expect.stringContaining('kubectl config delete-context mini'),
    zh: { message: expect.stringContaining('连不上') },
  });
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'no-such-login' };
  expect(await failure(checkCluster(await settings(undefined, { exec })))).toMatchObject({
    code: 'bad_request',
    message: expect.stringContaining('no-such-login'),
    zh: { message: expect.stringContaining('不能用') },
  });
});

test('without a context, the user is told how to see them', async () => {
  const none = { ...(await settings()), context: undefined };
  expect(await failure(checkCluster(none))).toMatchObject({ fix: expect.stringContaining('--context NAME') });
});

test('who may lend a cluster sees its nodes, and the namespaces that are not Kubernetes’ own', async () => {
  expect(await sketchCluster(await settings(), 'mini')).toMatchObject({
    version: '1.36.3',
    nodes: ['one'],
    namespaces: ['shop'],
    uid: 'uid-kube-system',
  });
});
