import { expect, test } from 'vitest';
import type { Objects } from '@drydock/cluster';
import type { KubeObject } from '@drydock/model';
import { missing } from './not-found.ts';
import type { View } from './view.ts';

const ref = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'task-pv-pod' };

function pod(name: string, namespace: string): KubeObject {
  const metadata = { name, namespace, uid: name, resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
  return { apiVersion: 'v1', kind: 'Pod', metadata };
}

async function near(pods: readonly KubeObject[]): Promise<unknown> {
  const objects: Pick<Objects, 'get' | 'list'> = {
    get: async () => pod('default', ''),
    list: async ({ namespace, fieldSelector }) => ({
      items: pods.filter(
        ({ metadata }) =>
          (namespace === undefined || metadata.namespace === namespace) &&
          (fieldSelector === undefined || fieldSelector === `metadata.name=${metadata.name}`),
      ),
      resourceVersion: '1',
    }),
  };
  return (await missing({ objects } as View, ref)).miss?.near;
}

test('what was created between two readings is not told as being somewhere else', async () => {
  expect(await near([pod('task-pv-pod', 'default')])).toEqual([]);
  expect(await near([pod('task-pv-pod', 'default'), pod('task-pv-pods', 'default')])).toEqual([
    { name: 'task-pv-pods', namespace: 'default' },
  ]);
  expect(await near([pod('task-pv-pod', 'other')])).toEqual([{ name: 'task-pv-pod', namespace: 'other' }]);
});
