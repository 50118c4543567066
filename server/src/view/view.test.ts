import { once } from 'node:events';
import { openCluster } from '@drydock/cluster';
import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import { type ClusterPicture, objectsOf, readEvents, ViewEvent } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLessonPage } from '../testing/playground.ts';
import { createTestMachine } from '../testing/start.ts';
import { lookAtCluster } from '../testing/view.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
let api: FakeApi;
beforeEach(async () => {
  machine = await createTestMachine();
  api = await startFakeApi();
});
afterEach(async () => {
  await machine[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

const connect = () => openCluster(api.kubeconfig);
const pod = (name: string, phase = 'Running', namespace = 'default') => ({
  kind: 'Pod',
  name,
  namespace,
  spec: { nodeName: 'one', containers: [{ name: 'main' }] },
  status: { phase },
});
const words = (picture: ClusterPicture): string[] =>
  Array.from(objectsOf(picture, 'Pod').values(), ({ name, word }) => `${name} ${word}`);

const watchesOf = (path: string): number => api.requests.filter((request) => request === `GET ${path} watch`).length;

test('a page sees what is there, then each change, and what metrics-server measures', async () => {
  const usage = { metadata: { name: 'web', namespace: 'default' }, containers: [{ name: 'main', usage: {} }] };
  api.answerAt('/apis/metrics.k8s.io/v1beta1/pods', { items: [usage] });
  api.answerAt('/apis/metrics.k8s.io/v1beta1/nodes', { items: [] });
  api.put(pod('web', 'Pending'));
  const server = await machine.start({ connect });
  const { id } = await server.ready();
  const page = lookAtCluster(server.url, id);
  expect(words(await page.until(({ hasSnapshot }) => hasSnapshot))).toEqual(['web Pending']);
  await page.until((picture) => objectsOf(picture, 'PodUsage').size === 1);
  api.put(pod('web'));
  await page.until((picture) => words(picture)[0] === 'web Running');
  api.put(pod('two'));
  await page.until((picture) => words(picture).length === 2);
  api.remove('Pod', 'web');
  expect(words(await page.until((picture) => words(picture).length === 1))).toEqual(['two Running']);
  await page.close();
});

test('however many look, the cluster is watched once; when nobody looks any more the watches end', async () => {
  const server = await machine.start({ connect });
  const { id } = await server.ready();
  const [one, two] = [lookAtCluster(server.url, id), lookAtCluster(server.url, id)];
  await Promise.all([one, two].map((page) => page.until(({ hasSnapshot }) => hasSnapshot)));
  expect(watchesOf('/api/v1/pods')).toBe(1);
  await one.close();
  api.put(pod('web'));
  await two.until((picture) => words(picture).length === 1);
  expect(watchesOf('/api/v1/pods')).toBe(1);
  await two.close();
  await expect.poll(() => api.openWatches).toBe(0);
  const again = lookAtCluster(server.url, id);
  await again.until(({ hasSnapshot }) => hasSnapshot);
  await expect.poll(() => watchesOf('/api/v1/pods')).toBe(2);
  await again.close();
});

test('a cluster that stops answering is told with the reason, and the picture goes on when it is back', async () => {
  api.put(pod('web'));
  const server = await machine.start({ connect });
  const { id } = await server.ready();
  const page = lookAtCluster(server.url, id);
  await page.until(({ status }) => status === 'live');
  api.refuse(503);
  api.drop();
  const old = await page.until(({ status }) => status === 'unreachable');
  expect(old.problem).toMatchObject({ code: 'cluster_unreachable', zh: expect.anything() });
  expect(words(old)).toEqual(['web Running']);
  api.refuse(undefined);
  api.put(pod('two'));
  await page.until((picture) => picture.status === 'live' && words(picture).length === 2);
  await page.close();
});

test('looking keeps a cluster from being frozen; without a viewer an idle one is', async () => {
  const driver = machine.driver();
  const server = await machine.start({ connect, driver, idleMs: 100 });
  const { id } = await server.ready();
  const frozen = async () => (await driver.list()).some(({ state }) => state === 'frozen');
  await expect.poll(frozen).toBe(true);
  const page = lookAtCluster(server.url, id);
  await page.until(({ hasSnapshot }) => hasSnapshot);
  expect(await frozen()).toBe(false);
  await page.close();
  await expect.poll(frozen).toBe(true);
  expect(api.openWatches).toBe(0);
});

test('a page follows its attempt from the wait for a cluster into the end', async () => {
  const server = await machine.start({ connect });
  const { id } = await server.start();
  const page = lookAtCluster(server.url, id);
  const waiting = await page.until(({ status }) => status === 'waiting');
  expect(waiting.problem).toMatchObject({ code: 'attempt_not_ready' });
  await page.until(({ status }) => status === 'live');
  await server.ask('DELETE', `/api/attempts/${id}`);
  await page.until(({ status }) => status === 'waiting');
  await page.close();
});

test('a playground is looked at in the same way, is kept awake by that, and is woken by it', async () => {
  api.put(pod('soup'));
  const driver = machine.driver();
  const server = await machine.start({ connect, driver, idleMs: 100 });
  const lesson = createLessonPage(server);
  const { id } = await lesson.ready();
  const frozen = async () => (await driver.list()).some(({ state }) => state === 'frozen');
  await expect.poll(frozen).toBe(true);
  const page = lookAtCluster(server.url, id, 'playgrounds');
  expect(words(await page.until(({ hasSnapshot }) => hasSnapshot))).toEqual(['soup Running']);
  api.put(pod('more'));
  await page.until((picture) => words(picture).length === 2);
  expect(await frozen()).toBe(false);
  const found = await server.ask('GET', `/api/playgrounds/${id}/view/object?kind=Pod&namespace=default&name=soup`);
  expect(found.text).toContain('name: soup');
  await page.close();
  await expect.poll(frozen).toBe(true);
});

test('programs read the same by SSE', async () => {
  api.put(pod('web'));
  const server = await machine.start({ connect });
  const { id } = await server.ready();
  const stop = new AbortController();
  const response = await fetch(`${server.url}/api/attempts/${id}/view`, { signal: stop.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  if (!response.body) throw new Error('there is no stream');
  const events = readEvents(response.body.pipeThrough(new TextDecoderStream()), ViewEvent);
  const { value } = await events.next();
  expect(value).toMatchObject({ type: 'snapshot', objects: [{ kind: 'Pod', name: 'web' }] });
  stop.abort();
});

test('an object is given as YAML without its managed fields; what is gone or no kind of ours is said so', async () => {
  api.put({ ...pod('web'), metadata: { managedFields: [{ manager: 'kubectl' }], labels: { app: 'web' } } });
  const server = await machine.start({ connect });
  const { id } = await server.ready();
  const object = (query: string) => server.ask('GET', `/api/attempts/${id}/view/object?${query}`);
  const found = await object('kind=Pod&namespace=default&name=web');
  expect(found).toMatchObject({ status: 200, text: expect.stringMatching(/^apiVersion: v1\nkind: Pod\n/) });
  expect(found.headers.get('content-type')).toContain('application/yaml');
  expect(found.text).not.toContain('managedFields');
  expect((await object('kind=Pod&namespace=default&name=nope')).json).toMatchObject({
    code: 'not_found',
    zh: { message: expect.stringContaining('nope') },
  });
  expect((await object('kind=Lease&name=x')).json).toMatchObject({ code: 'bad_request' });
  expect((await object('kind=Pod')).json).toMatchObject({ code: 'bad_request' });
});

test("another student's cluster cannot be looked at", async () => {
  const server = await machine.start({ connect, students: 'browser' });
  const { id } = await server.ready();
  const { socket } = lookAtCluster(server.url, id);
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
  expect(answer.statusCode).toBe(404);
  const stranger = machine.client(server.url);
  const asked = await stranger.ask('GET', `/api/attempts/${id}/view/object?kind=Pod&namespace=default&name=web`);
  expect(asked.json).toMatchObject({ code: 'attempt_unknown' });
});
