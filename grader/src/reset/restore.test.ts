import { expect, test } from 'vitest';
import { before, during, startFakeCluster } from '../testing/fake-cluster.ts';

test('an API of the server that was diverted is put right before it is asked, one that was added is removed, and metrics stay', async () => {
  const cluster = startFakeCluster();
  const spec = (group: string, name: string, namespace = 'default') => ({
    at: before,
    spec: { group, version: 'v1', versionPriority: 15, insecureSkipTLSVerify: true, service: { namespace, name } },
  });
  const api = '/apis/apiregistration.k8s.io/v1/apiservices';
  cluster.put(`${api}/v1.apps`, spec('apps', 'nobody'));
  cluster.put(`${api}/v1.added.example`, spec('added.example', 'nobody'));
  cluster.put(`${api}/v1beta1.metrics.k8s.io`, spec('metrics.k8s.io', 'forged'));
  cluster.put('/apis/apps/v1/namespaces/default/deployments/web');
  cluster.put('/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/no');
  await cluster.reset();
  expect(cluster.paths()).toEqual([`${api}/v1beta1.metrics.k8s.io`, `${api}/v1.apps`]);
  expect(cluster.requests).toContain(`DELETE ${api}/v1.apps`);
  expect(cluster.get(`${api}/v1.apps`)?.['spec']).toEqual({ group: 'apps', version: 'v1', versionPriority: 15 });
  expect(cluster.get(`${api}/v1.apps`)?.metadata['labels']).toEqual({
    'kube-aggregator.kubernetes.io/automanaged': 'onstart',
  });
  expect(cluster.get(`${api}/v1beta1.metrics.k8s.io`)?.['spec']).toMatchObject({
    service: { namespace: 'kube-system', name: 'metrics-server' },
  });
});

test('nodes are as they were', async () => {
  const cluster = startFakeCluster();
  const nodeInfo = { architecture: 'amd64', operatingSystem: 'linux' };
  const platform = {
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/os': 'linux',
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
  };
  const role = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
  cluster.put('/api/v1/nodes/one', {
    at: before,
    metadata: {
      labels: { ...platform, 'kubernetes.io/hostname': 'two', disk: 'ssd', kept: 'yes' },
      annotations: { note: 'x' },
      managedFields: [
        {
          manager: 'kubelet',
          time: during,
          fieldsV1: { 'f:metadata': { 'f:labels': { '.': {}, 'f:kubernetes.io/os': {} } } },
        },
        { manager: 'kubectl-label', time: before, fieldsV1: { 'f:metadata': { 'f:labels': { 'f:kept': {} } } } },
        {
          manager: 'kubectl-edit',
          time: during,
          fieldsV1: {
            'f:metadata': {
              'f:labels': { 'f:disk': {}, 'f:kubernetes.io/hostname': {} },
              'f:annotations': { 'f:note': {} },
            },
          },
        },
      ],
    },
    spec: { unschedulable: true, taints: [{ key: 'gpu', effect: 'NoSchedule' }, role] },
    status: { nodeInfo },
  });
  await cluster.reset();
  const node = cluster.get('/api/v1/nodes/one');
  expect(node?.metadata['labels']).toEqual({ ...platform, 'kubernetes.io/hostname': 'one', kept: 'yes' });
  expect(node?.metadata['annotations']).toEqual({});
  expect(node?.['spec']).toEqual({ taints: [role] });
});
