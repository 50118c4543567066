import { expect, test } from 'vitest';
import { object, told } from '../testing/because-world.ts';

test('a Pod without a node: the scheduler’s reason, the selector, the claim, the scheduler, the node', async () => {
  const unschedulable = (message: string, spec = {}) =>
    object('Pod', 'demo', {
      spec,
      status: {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
      },
    });
  expect(await told(unschedulable('0/1 nodes are available: 1 Insufficient memory.'))).toBe(
    'Pod demo is Pending: no node can take it. Kubernetes says: “0/1 nodes are available: 1 Insufficient memory.”',
  );
  const selected = unschedulable("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.", {
    nodeSelector: { disk: 'ssd' },
  });
  expect(await told(selected)).toContain('It asks for a node with disk=ssd.');
  const claim = object('PersistentVolumeClaim', 'data', { status: { phase: 'Pending' } });
  const claiming = unschedulable('pod has unbound immediate PersistentVolumeClaims', {
    volumes: [{ persistentVolumeClaim: { claimName: 'data' } }],
  });
  const warnings = { 'PersistentVolumeClaim-data': 'storageclass.storage.k8s.io "fast" not found' };
  expect(await told(claiming, { objects: [claim], warnings })).toBe(
    'The PersistentVolumeClaim data is not bound to a volume. Kubernetes says: “storageclass.storage.k8s.io "fast" not found”',
  );
  expect(await told(claim, { warnings })).toContain('"fast" not found');
  expect(
    await told(object('Pod', 'demo', { spec: { schedulerName: 'mine' }, status: { phase: 'Pending' } })),
  ).toContain('the scheduler mine');
  expect(await told(object('Pod', 'demo', { spec: { nodeName: 'gone' }, status: { phase: 'Pending' } }))).toContain(
    'no such node',
  );
});

test('what is being deleted, and what holds it', async () => {
  const going = (deletionTimestamp: string, finalizers?: string[]) =>
    object('Pod', 'demo', {}, { deletionTimestamp, ...(finalizers && { finalizers }) });
  expect(await told(going('2026-01-01T00:01:00Z'))).toBe('Pod lab/demo is being deleted.');
  expect(await told(going('2026-01-01T00:00:30Z', ['example.com/hold']))).toBe(
    'Pod lab/demo is being deleted, but the finalizer example.com/hold holds it back.',
  );
  expect(await told(going('2026-01-01T00:00:30Z'))).toContain('should be gone by now');
});
