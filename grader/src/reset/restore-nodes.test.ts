import { expect, test } from 'vitest';
import { before, during, startFakeCluster } from '../testing/fake-cluster.ts';

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
