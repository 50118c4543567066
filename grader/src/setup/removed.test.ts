import { openObjects } from '@drydock/cluster';
import { expect, test } from 'vitest';
import { before, serving, startFakeCluster } from '../testing/fake-cluster.ts';
import { bringBack, learnRemoved, removeAll } from './removed.ts';

const path = '/apis/apps/v1/namespaces/kube-system/deployments/metrics-server';
const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kube-system', name: 'metrics-server' };
const { signal } = new AbortController();

function start(options: { readonly kept?: string; readonly idle?: string } = {}) {
  const fake = startFakeCluster(options);
  fake.put('/apis/apps/v1/namespaces/kube-system/deployments/metrics-server', {
    at: before,
    spec: { replicas: 1 },
    status: serving,
    metadata: { generation: 1 },
  });
  return { ...fake, how: { cluster: fake.cluster, objects: openObjects(fake.cluster), signal } };
}

test('what is removed is kept as it was, once, and gone', async () => {
  const { get, put, how } = start();
  const kept = await learnRemoved([ref], [], how);
  expect(kept).toMatchObject([{ apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 1 } }]);
  await removeAll([ref], how);
  expect(get(path)).toBeUndefined();
  put(path, { spec: { replicas: 7 } });
  expect(await learnRemoved([ref], kept, how)).toEqual(kept);
  await removeAll([ref], how);
  expect(get(path)).toBeUndefined();
});

test('what the cluster never had cannot be removed: the lab misspells it', async () => {
  const { how } = start();
  await expect(learnRemoved([{ ...ref, name: 'metrics' }], [], how)).rejects.toMatchObject({
    code: 'lab_invalid',
    message: expect.stringContaining('apps/v1/Deployment kube-system/metrics'),
  });
});

test('what does not go in time is told', async () => {
  const { how } = start({ kept: path });
  await expect(removeAll([ref], { ...how, patienceMs: 1 })).rejects.toThrow(/./);
});

test('it comes back in the place of what has its name, and serves', async () => {
  const { put, get, how } = start();
  const kept = await learnRemoved([ref], [], how);
  await removeAll([ref], how);
  const students = put(path, { spec: { replicas: 7 } });
  const [back] = await bringBack(kept, how);
  expect(get(path)).toMatchObject({ spec: { replicas: 1 }, status: serving });
  expect(back?.metadata.uid).toBe(get(path)?.metadata.uid);
  expect(back?.metadata.uid).not.toBe(students);
});

test('a workload that does not serve again needs a new cluster', async () => {
  const { how } = start({ idle: path });
  const kept = await learnRemoved([ref], [], how);
  await expect(bringBack(kept, { ...how, patienceMs: 1 })).rejects.toMatchObject({
    code: 'cluster_broken',
    message: expect.stringContaining('Deployment kube-system/metrics-server'),
  });
});
