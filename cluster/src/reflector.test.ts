import { expect, test } from 'vitest';
import { openCluster } from './cluster.ts';
import { type FakeApi, startFakeApi } from './testing/fake-api.ts';
import { openObjects } from './objects/objects.ts';
import { type Reflector, reflect } from './reflector.ts';

async function follow(api: FakeApi): Promise<{ reflector: Reflector; names: () => string[] } & Disposable> {
  const stop = new AbortController();
  const cluster = await openCluster(api.kubeconfig);
  const reflector = reflect({
    cluster,
    objects: openObjects(cluster),
    of: { apiVersion: 'v1', kind: 'Pod', namespace: 'lab' },
    signal: stop.signal,
    onChange: () => undefined,
    retryMs: 5,
  });
  await reflector.tried;
  return {
    reflector,
    names: () => [...reflector.objects.values()].map(({ metadata }) => metadata.name).toSorted(),
    [Symbol.dispose]() {
      stop.abort();
      cluster[Symbol.dispose]();
    },
  };
}

test('a change is seen without a poll', async () => {
  await using api = await startFakeApi();
  api.put({ kind: 'Pod', name: 'a', namespace: 'lab' });
  using watch = await follow(api);
  expect(watch.names()).toEqual(['a']);
  api.put({ kind: 'Pod', name: 'b', namespace: 'lab' });
  api.put({ kind: 'Pod', name: 'elsewhere', namespace: 'other' });
  await expect.poll(() => watch.names()).toEqual(['a', 'b']);
  api.remove('Pod', 'a');
  await expect.poll(() => watch.names()).toEqual(['b']);
  expect(api.requests.filter((request) => request.endsWith('/pods'))).toHaveLength(1);
});

test('a dropped watch goes on where it was', async () => {
  await using api = await startFakeApi();
  using watch = await follow(api);
  await expect.poll(() => api.requests.filter((request) => request.endsWith('watch'))).toHaveLength(1);
  api.drop();
  api.put({ kind: 'Pod', name: 'while-away', namespace: 'lab' });
  await expect.poll(() => watch.names()).toEqual(['while-away']);
  expect(api.requests.filter((request) => request.endsWith('/pods'))).toHaveLength(1);
});

test('410 Gone is answered with a new list, and what vanished meanwhile is gone', async () => {
  await using api = await startFakeApi();
  api.put({ kind: 'Pod', name: 'old', namespace: 'lab' });
  using watch = await follow(api);
  await expect.poll(() => api.requests.filter((request) => request.endsWith('watch'))).toHaveLength(1);
  api.refuse(503);
  api.drop();
  await expect.poll(() => watch.reflector.trouble).toBeDefined();
  api.remove('Pod', 'old');
  api.put({ kind: 'Pod', name: 'new', namespace: 'lab' });
  api.expire();
  api.refuse(undefined);
  await expect.poll(() => watch.names()).toEqual(['new']);
  expect(watch.reflector.trouble).toBeUndefined();
});

test('an ERROR event in the middle of a watch is recovered from', async () => {
  await using api = await startFakeApi();
  using watch = await follow(api);
  await expect.poll(() => api.requests.filter((request) => request.endsWith('watch'))).toHaveLength(1);
  api.shout({ type: 'ERROR', object: { kind: 'Status', code: 500 } });
  await expect.poll(() => api.requests.filter((request) => request.endsWith('watch'))).toHaveLength(2);
  api.put({ kind: 'Pod', name: 'after', namespace: 'lab' });
  await expect.poll(() => watch.names()).toEqual(['after']);
});

test('a kind the server does not know is trouble with its name, not a hang', async () => {
  await using api = await startFakeApi();
  const stop = new AbortController();
  using cluster = await openCluster(api.kubeconfig);
  const reflector = reflect({
    cluster,
    objects: openObjects(cluster),
    of: { apiVersion: 'v1', kind: 'Gadget' },
    signal: stop.signal,
    onChange: () => undefined,
    retryMs: 5,
  });
  await reflector.tried;
  stop.abort();
  expect(reflector.isSynced).toBe(false);
  expect(reflector.trouble?.error.message).toBe('This cluster does not know v1/Gadget.');
});
