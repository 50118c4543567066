import { CourseError } from '@drydock/model';
import { expect, test } from 'vitest';
import { before, startFakeCluster } from '../testing/fake-cluster.ts';

test('an empty namespace that its controller does not let go is let go', async () => {
  const cluster = startFakeCluster({ isNamespaceStuck: true });
  cluster.put('/api/v1/namespaces/lab');
  cluster.put('/api/v1/namespaces/lab/configmaps/held', { metadata: { finalizers: ['course.example/held'] } });
  await cluster.reset();
  expect(cluster.paths()).toEqual([]);
  const finalized = cluster.requests.indexOf('PUT /api/v1/namespaces/lab/finalize');
  const freed = cluster.requests.indexOf('PATCH /api/v1/namespaces/lab/configmaps/held');
  expect(freed).toBeGreaterThan(-1);
  expect(finalized).toBeGreaterThan(freed);
});

test('a namespace is emptied without its controller, every finalizer is waited for, and it goes only when nothing is left', async () => {
  const cluster = startFakeCluster({ isNamespaceStuck: true });
  const claim = '/api/v1/namespaces/lab/configmaps/held';
  cluster.put('/api/v1/namespaces/lab');
  cluster.put(claim, { metadata: { finalizers: ['course.example/held'] } });
  for (const path of ['pods/web', 'events/web.1', 'events/web.2', 'configmaps/kube-root-ca.crt'])
    cluster.put(`/api/v1/namespaces/lab/${path}`);
  const reset = cluster.reset({ forceAfterMs: 60_000 });
  const lists = (): number => cluster.requests.filter((request) => /^GET .*\/lab\/configmaps\?/.test(request)).length;
  await expect.poll(lists).toBeGreaterThan(2);
  expect(cluster.paths()).toEqual(['/api/v1/namespaces/lab', claim]);
  expect(cluster.requests.filter((request) => /^(PATCH|PUT)/.test(request))).toEqual([]);
  expect(cluster.requests).toContain('DELETE /api/v1/namespaces/lab/events');
  cluster.release(claim);
  await reset;
  expect(cluster.paths()).toEqual([]);
  expect(cluster.requests).toContain('PUT /api/v1/namespaces/lab/finalize');
  expect(cluster.requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
});

test('a Pod has the time to end, and goes without its kubelet before any finalizer does', async () => {
  const cluster = startFakeCluster({ isNamespaceStuck: true, isKubeletStuck: true });
  cluster.put('/api/v1/namespaces/lab');
  for (const namespace of ['lab', 'default']) cluster.put(`/api/v1/namespaces/${namespace}/pods/web`);
  await cluster.reset({ podsAfterMs: 300, forceAfterMs: 60_000 });
  expect(cluster.paths()).toEqual([]);
  for (const asked of ['lab/pods', 'default/pods/web'])
    expect(cluster.requests.filter((request) => request === `DELETE /api/v1/namespaces/${asked}`)).toHaveLength(2);
  expect(cluster.requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
});

test('an API group that does not answer keeps nothing else from being removed', async () => {
  const cluster = startFakeCluster({ broken: '/apis/broken.example/v1' });
  cluster.put('/api/v1/namespaces/lab');
  await cluster.reset();
  expect(cluster.requests).toContain('GET /apis/broken.example/v1');
  expect(cluster.paths()).toEqual([]);
});

test('hundreds of objects go many at once, and a webhook that refuses goes before them', async () => {
  const cluster = startFakeCluster();
  for (let index = 0; index < 620; index++) cluster.put(`/api/v1/namespaces/default/configmaps/made-${index}`);
  cluster.put('/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/no');
  await cluster.reset({ forceAfterMs: 60_000 });
  expect(cluster.paths()).toEqual([]);
  const deletes = cluster.requests.filter((request) => request.startsWith('DELETE'));
  expect(deletes[0]).toContain('validatingwebhookconfigurations/no');
  expect(deletes.length).toBe(621);
  expect(cluster.mostInFlight()).toBe(16);
});

test('objects whose metadata is too large for one answer are removed all the same', async () => {
  const cluster = startFakeCluster();
  const annotations = { note: 'x'.repeat(200 * 1024) };
  for (let index = 0; index < 100; index++)
    cluster.put(`/api/v1/namespaces/default/configmaps/large-${index}`, { metadata: { annotations } });
  await cluster.reset({ forceAfterMs: 60_000 });
  expect(cluster.paths()).toEqual([]);
});

test('what never goes is forced before it is given up, and named', async () => {
  const web = '/apis/apps/v1/namespaces/default/deployments/web';
  const cluster = startFakeCluster({ kept: web });
  cluster.put(web, { metadata: { finalizers: ['course.example/held'] } });
  const error = await cluster.reset({ forceAfterMs: 100, giveUpAfterMs: 0 }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CourseError);
  expect((error as CourseError).message).toBe('These objects could not be removed: Deployment web.');
  expect(cluster.requests).toContain(`PATCH ${web}`);
});

test("what a student made in the system's namespaces goes, and what the cluster itself made there stays", async () => {
  const cluster = startFakeCluster();
  const system = '/api/v1/namespaces/kube-system';
  const apps = '/apis/apps/v1/namespaces/kube-system';
  const stays = [
    `${system}/configmaps/old`,
    `${apps}/deployments/coredns`,
    `${apps}/replicasets/coredns-1`,
    `${system}/pods/coredns-1-a`,
    `${system}/configmaps/kube-root-ca.crt`,
    `${system}/serviceaccounts/deployment-controller`,
  ];
  cluster.put(stays[0] ?? '', { at: before });
  const owned = (kind: string, uid: string) => ({ metadata: { ownerReferences: [{ kind, uid }] } });
  const dns = cluster.put(stays[1] ?? '', { at: before });
  const set = cluster.put(stays[2] ?? '', owned('Deployment', dns));
  cluster.put(stays[3] ?? '', owned('ReplicaSet', set));
  cluster.put(stays[4] ?? '');
  cluster.put(stays[5] ?? '');
  const mine = cluster.put(`${apps}/deployments/mine`);
  const mineSet = cluster.put(`${apps}/replicasets/mine-1`, owned('Deployment', mine));
  cluster.put(`${system}/pods/mine-1-a`, owned('ReplicaSet', mineSet));
  cluster.put(`${system}/pods/bare`);
  cluster.put('/api/v1/namespaces/local-path-storage/configmaps/mine');
  await cluster.reset();
  expect(cluster.paths()).toEqual(stays);
});

test('bootstrap tokens, and what only bears a name of the system, go with the attempt', async () => {
  const cluster = startFakeCluster();
  const core = '/api/v1/namespaces';
  const stays = [
    `${core}/default/endpoints/kubernetes`,
    `${core}/kube-system/endpoints/kube-dns`,
    '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/apiserver-ab12',
    '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/worker',
    `${core}/kube-public/configmaps/cluster-info`,
    `${core}/local-path-storage/pods/helper-pod-create-pvc-1`,
    `${core}/kube-system/secrets/bootstrap-token-abcdef`,
  ];
  for (const path of stays) cluster.put(path);
  cluster.put(stays[1] ?? '', {
    metadata: { labels: { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' } },
  });
  // The token with which the cluster itself was made.
  cluster.put(stays[6] ?? '', { at: before });
  for (const path of [
    `${core}/kube-system/secrets/bootstrap-token-fedcba`,
    `${core}/kube-public/configmaps/kubeadm-config`,
    `${core}/default/configmaps/coredns`,
    `${core}/kube-system/serviceaccounts/my-controller`,
    `${core}/kube-system/serviceaccounts/disk-cleaner`,
    `${core}/kube-system/services/kubernetes`,
    `${core}/kube-public/services/metrics-server`,
    `${core}/kube-system/pods/helper-pod-mine`,
    `${core}/default/endpoints/mine`,
    '/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/rolebindings/system:mine',
    '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/mine',
    '/apis/coordination.k8s.io/v1/namespaces/default/leases/mine',
    '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/mine',
  ])
    cluster.put(path);
  await cluster.reset();
  expect(cluster.paths().toSorted()).toEqual(stays.toSorted());
});

test('what a reset has brought back of the system is young and stays', async () => {
  const cluster = startFakeCluster();
  const own = '/apis/storage.k8s.io/v1/storageclasses/own';
  const uid = cluster.put(own);
  cluster.put('/apis/storage.k8s.io/v1/storageclasses/students');
  await cluster.reset({ kept: new Set([uid]) });
  expect(cluster.paths()).toEqual([own]);
});
