import { expect, test } from 'vitest';
import { learnSystem } from '../integrity/system.ts';
import type { OpenNode } from '../node.ts';
import { before, during, startFakeCluster } from '../testing/fake-cluster.ts';
import { demandUntouched } from './untouched.ts';

const { signal } = new AbortController();
const kubeSystem = '/api/v1/namespaces/kube-system';
const apps = '/apis/apps/v1/namespaces/kube-system';
const apiServices = '/apis/apiregistration.k8s.io/v1/apiservices';
const dns = `${apps}/deployments/coredns`;
const proxy = `${apps}/daemonsets/kube-proxy`;
const corefile = `${kubeSystem}/configmaps/coredns`;
const account = `${kubeSystem}/serviceaccounts/coredns`;
const standard = '/apis/storage.k8s.io/v1/storageclasses/standard';

const noNode: OpenNode = async () => Promise.reject(new TypeError('not asked in this test'));

/** A new cluster, with what is known of it; `touch` returns what a reset finds. */
async function startSystem() {
  const fake = startFakeCluster();
  const old = (metadata: object = {}, rest: object = {}) => ({ at: before, metadata, ...rest });
  fake.put(kubeSystem, old());
  const podSpec = { serviceAccountName: 'coredns', volumes: [{ configMap: { name: 'coredns' } }] };
  fake.put(dns, old({ generation: 1 }, { spec: { replicas: 1, template: { spec: podSpec } } }));
  fake.put(proxy, old({ generation: 1 }, { spec: { template: { spec: {} } } }));
  fake.put(corefile, old({}, { data: { Corefile: 'ready' } }));
  fake.put(account, old());
  fake.put(standard, old({}, { provisioner: 'rancher.io/local-path' }));
  fake.put(`${kubeSystem}/configmaps/kubeadm-config`, old({}, { data: { of: 'nobody' } }));
  const system = await learnSystem(fake.cluster, undefined, signal);
  const look = async (): Promise<string> =>
    demandUntouched({ cluster: fake.cluster, openNode: noNode, system, signal }).then(
      () => 'untouched',
      (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
    );
  const send = async (method: 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown> =>
    fake.cluster.request(path, { method, ...(body && { body: JSON.stringify(body) }) });
  return { ...fake, system, look, send };
}
const changed = (...names: string[]): string =>
  `cluster_broken: The cluster's own system was changed: ${names.join(', ')}.`;

test('an unchanged system is recognized, and nothing is written', async () => {
  const { look, requests } = await startSystem();
  expect(await look()).toBe('untouched');
  expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
});

test('what nothing depends on may change, and so may what is only younger', async () => {
  const { look, send, put } = await startSystem();
  await send('PATCH', `${kubeSystem}/configmaps/kubeadm-config`, { data: { of: 'a student' } });
  put(`${kubeSystem}/configmaps/mine`, { at: during });
  put(`${apps}/deployments/mine`, { at: during, spec: {} });
  expect(await look()).toBe('untouched');
});

test.for<[string, (system: Awaited<ReturnType<typeof startSystem>>) => unknown, string]>([
  [
    'a Deployment that was scaled, also when it was scaled back',
    ({ send }) => send('PATCH', dns, { metadata: { generation: 3 } }),
    changed('Deployment kube-system/coredns'),
  ],
  [
    'a ConfigMap, with the workload that mounts it',
    ({ send }) => send('PATCH', corefile, { data: { Corefile: 'errors' } }),
    changed('ConfigMap kube-system/coredns', 'Deployment kube-system/coredns'),
  ],
  ['a workload that was deleted', ({ send }) => send('DELETE', proxy), changed('DaemonSet kube-system/kube-proxy')],
  ['a storage class', ({ send }) => send('PATCH', standard, { provisioner: 'mine' }), changed('StorageClass standard')],
  [
    'an API that a Service of the student answers for',
    ({ put }) =>
      put(`${apiServices}/v1.apps`, { at: during, spec: { group: 'apps', version: 'v1', service: { name: 'mine' } } }),
    changed('APIService v1.apps'),
  ],
])('%s needs a new cluster', async ([, touch, told]) => {
  const system = await startSystem();
  await touch(system);
  expect(await system.look()).toBe(told);
});

test('many changes are named in short', async () => {
  const { look, send } = await startSystem();
  for (const path of [dns, proxy, corefile, account, standard]) await send('DELETE', path);
  expect(await look()).toMatch(/^cluster_broken: .*(?:[A-Z]\w+ [\w/-]+(?:, )?){5}/);
});

test('what a set-up removed is no change, nor is what a student made in its place', async () => {
  const { cluster, system, put, send } = await startSystem();
  const removed = system.objects.filter(({ metadata }) => metadata.name === 'kube-proxy');
  const look = async (): Promise<void> =>
    demandUntouched({ cluster, openNode: noNode, system: { ...system, removed }, signal });
  await send('DELETE', proxy);
  await expect(look()).resolves.toBeUndefined();
  put(proxy, { spec: { template: { spec: { nodeName: 'another' } } } });
  await expect(look()).resolves.toBeUndefined();
  await send('DELETE', dns);
  await expect(look()).rejects.toThrow('Deployment kube-system/coredns');
});

test('a node that does not run as it did is found before the API server is asked', async () => {
  const fake = startFakeCluster({ broken: 'everything' });
  const openNode: OpenNode = async () => ({
    exec: async () => ({ exitCode: 0, stdout: '! kubelet does not run\n', stderr: '' }),
    address: async () => '',
  });
  const system = { cluster: 'c', objects: [], nodes: [{ name: 'one', uid: 'u', files: {} }] };
  await expect(demandUntouched({ cluster: fake.cluster, openNode, system, signal })).rejects.toThrow(
    "The cluster's own system was changed: kubelet does not run (node one).",
  );
  expect(fake.requests).toEqual([]);
});

test('the system is known by its cluster: of another one it is read again', async () => {
  const one = await startSystem();
  expect(await learnSystem(one.cluster, one.system, signal)).toBe(one.system);
  const other = await startSystem();
  other.put(kubeSystem, { metadata: { uid: 'of-another-cluster' } });
  expect(await learnSystem(other.cluster, one.system, signal)).toMatchObject({ cluster: 'of-another-cluster' });
});

test('it holds what the system leans on, and no object that nothing names', async () => {
  const { system } = await startSystem();
  const names = system.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names).toEqual(
    expect.arrayContaining(['ConfigMap coredns', 'ServiceAccount coredns', 'StorageClass standard']),
  );
  expect(names).not.toContain('ConfigMap kubeadm-config');
});
