import { expect, test } from 'vitest';
import { before, during, serving, startFakeCluster } from '../testing/fake-cluster.ts';
import { openObjects } from '@drydock/cluster';
import { restoreSystem } from './restore-system.ts';
import { type System, learnSystem } from '../integrity/system.ts';

const { signal } = new AbortController();
const kubeSystem = '/api/v1/namespaces/kube-system';
const apps = '/apis/apps/v1/namespaces/kube-system';
const dns = `${apps}/deployments/coredns`;
const proxy = `${apps}/daemonsets/kube-proxy`;
const corefile = `${kubeSystem}/configmaps/coredns`;
const account = `${kubeSystem}/serviceaccounts/coredns`;
const service = `${kubeSystem}/services/kube-dns`;
const standard = '/apis/storage.k8s.io/v1/storageclasses/standard';
const mark = 'storageclass.kubernetes.io/is-default-class';

/** A cluster as it comes, and how a reset knows it. */
async function startSystem(options?: Parameters<typeof startFakeCluster>[0]) {
  const fake = startFakeCluster(options);
  const old = (metadata: object = {}, rest: object = {}) => ({ at: before, metadata, ...rest });
  fake.put(kubeSystem, old());
  const podSpec = { serviceAccountName: 'coredns', volumes: [{ configMap: { name: 'coredns' } }] };
  fake.put(dns, old({ generation: 1 }, { spec: { replicas: 1, template: { spec: podSpec } }, status: serving }));
  const onEach = { observedGeneration: 1, desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1 };
  fake.put(proxy, old({ generation: 1 }, { spec: { template: { spec: {} } }, status: onEach }));
  fake.put(corefile, old({}, { data: { Corefile: 'ready' } }));
  fake.put(account, old());
  fake.put(service, old({}, { spec: { selector: { 'k8s-app': 'kube-dns' }, clusterIP: '10.96.0.10' } }));
  fake.put(standard, old({ annotations: { [mark]: 'true' } }, { provisioner: 'rancher.io/local-path' }));
  fake.put(`${kubeSystem}/configmaps/kubeadm-config`, old({}, { data: { of: 'nobody' } }));
  const system = await learnSystem(fake.cluster, undefined, signal);
  const restore = async (known = system, giveUpAfterMs?: number): Promise<System> =>
    restoreSystem({
      cluster: fake.cluster,
      objects: openObjects(fake.cluster),
      system: known,
      signal,
      ...(giveUpAfterMs !== undefined && { giveUpAfterMs }),
    });
  const writes = (): string[] => fake.requests.filter((request) => !request.startsWith('GET '));
  const change = async (path: string, patch: object): Promise<void> => {
    await fake.cluster.request(path, { method: 'PATCH', body: JSON.stringify(patch) });
    fake.requests.length = 0;
  };
  const uidOf = (path: string): string | undefined => fake.get(path)?.metadata.uid;
  return { ...fake, system, restore, writes, change, uidOf };
}

test('a system that nobody changed costs one look at all of it, side by side', async () => {
  const { system, restore, requests, writes } = await startSystem();
  const lookedAt = requests.splice(0);
  expect(await restore()).toBe(system);
  expect(writes()).toEqual([]);
  expect(requests).toEqual(lookedAt);
});

test('a Deployment that was scaled is made anew as it was, and the next reset lets it be', async () => {
  const { get, restore, writes, change, uidOf } = await startSystem();
  await change(dns, { spec: { replicas: 0 }, metadata: { generation: 2 } });
  const left = await restore();
  expect(get(dns)?.['spec']).toMatchObject({ replicas: 1 });
  expect(writes()).toEqual([`DELETE ${dns}`, `POST ${apps}/deployments`]);
  expect(left.objects.map(({ metadata }) => metadata.uid)).toContain(uidOf(dns));
  expect(await restore(left)).toBe(left);
});

test('a Deployment that was changed and changed back is made anew too: nobody can tell what its Pods run', async () => {
  const { change, restore, uidOf } = await startSystem();
  const first = uidOf(dns);
  await change(dns, { metadata: { generation: 3 } });
  await restore();
  expect(uidOf(dns)).not.toBe(first);
});

test('a ConfigMap that was changed is as it was before the workload that mounts it is made anew, and that alone', async () => {
  const { get, change, restore, writes } = await startSystem();
  await change(corefile, { data: { Corefile: 'errors' } });
  await restore();
  expect(get(corefile)?.['data']).toEqual({ Corefile: 'ready' });
  expect(writes()).toEqual([`PUT ${corefile}`, `DELETE ${dns}`, `POST ${apps}/deployments`]);
});

test('what was deleted is made again, and what was replaced by another of its name is as it was', async () => {
  const { cluster, get, put, uidOf, restore } = await startSystem();
  for (const path of [dns, proxy, service, corefile]) await cluster.request(path, { method: 'DELETE' });
  put(service, { at: during, immutable: true, spec: { clusterIP: '10.96.7.7' } });
  const young = put(account, { at: during });
  const left = await restore();
  expect(get(service)?.['spec']).toEqual({ selector: { 'k8s-app': 'kube-dns' }, clusterIP: '10.96.0.10' });
  expect(get(corefile)?.['data']).toEqual({ Corefile: 'ready' });
  expect(uidOf(proxy)).toBeDefined();
  expect(left.objects.map(({ metadata }) => metadata.uid)).toEqual(expect.arrayContaining([young, uidOf(dns)]));
});

test('a Deployment that a finalizer keeps is freed, for its name is needed', async () => {
  const { cluster, get, change, restore } = await startSystem();
  await change(dns, { metadata: { finalizers: ['course.example/held'] } });
  await cluster.request(dns, { method: 'DELETE' });
  await restore();
  expect(get(dns)?.metadata).not.toHaveProperty('deletionTimestamp');
});

test('the default storage class is as it was, without a workload being touched', async () => {
  const { get, change, restore, writes } = await startSystem();
  await change(standard, { metadata: { annotations: { [mark]: 'false' } } });
  await restore();
  expect(get(standard)?.metadata['annotations']).toEqual({ [mark]: 'true' });
  expect(writes()).toEqual([`PUT ${standard}`]);
});

test('what does not run again in time is named, with the way out', async () => {
  const { change, restore } = await startSystem({ idle: dns });
  await change(dns, { spec: { replicas: 0 }, metadata: { generation: 2 } });
  await expect(restore(undefined, 0)).rejects.toMatchObject({
    code: 'cluster_broken',
    message: "These parts of the cluster's own system could not be put back: Deployment kube-system/coredns.",
    fix: 'Reset the lab again: it gets a new cluster.',
  });
});

test('what a reset made anew is no work of the next attempt', async () => {
  const { cluster, get, put, reset, restore, system } = await startSystem();
  const other = '/apis/storage.k8s.io/v1/storageclasses/other';
  put(other);
  await cluster.request(standard, { method: 'DELETE' });
  const left = await restore(system);
  await reset({ kept: new Set(left.objects.map(({ metadata }) => metadata.uid)) });
  expect(get(standard)).toBeDefined();
  expect(get(other)).toBeUndefined();
});

test('the system is known by its cluster: of another one it is read anew', async () => {
  const one = await startSystem();
  await one.change(dns, { spec: { replicas: 0 } });
  expect(await learnSystem(one.cluster, one.system, signal)).toBe(one.system);
  const other = await startSystem();
  other.put(kubeSystem, { metadata: { uid: 'of-another-cluster' } });
  expect(await learnSystem(other.cluster, one.system, signal)).toMatchObject({ cluster: 'of-another-cluster' });
});

test('it holds what the system leans on, and no object that nobody names', async () => {
  const { system } = await startSystem();
  const names = system.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names).toEqual(
    expect.arrayContaining(['ConfigMap coredns', 'ServiceAccount coredns', 'StorageClass standard']),
  );
  expect(names).not.toContain('ConfigMap kubeadm-config');
});
