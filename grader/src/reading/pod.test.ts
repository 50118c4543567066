import { expect, test } from 'vitest';
import type { Pod } from '@drydock/cluster';
import type { CollectionRef } from '@drydock/model';
import type { View } from './view.ts';
import { runningPod } from './pod.ts';

const pod = (name: string, second: number, deletionTimestamp?: string): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'lab',
    uid: name,
    resourceVersion: '1',
    creationTimestamp: new Date(second * 1000).toISOString(),
    ...(deletionTimestamp !== undefined && { deletionTimestamp }),
  },
  spec: { containers: [{ name: 'web' }] },
  status: { phase: 'Running', containerStatuses: [{ name: 'web', state: { running: {} } }] },
});

test('of the Pods of a selector the newest that stays is looked into', async () => {
  const asked: CollectionRef[] = [];
  const pods = [pod('old', 10), pod('new', 20), pod('going', 30, '2026-01-01T00:00:00Z')];
  const view = { list: async (of: CollectionRef) => (asked.push(of), pods) } as unknown as View;
  const found = await runningPod(view, { namespace: 'lab', selector: 'app=web' }, undefined);
  expect(found).toMatchObject({ object: { metadata: { name: 'new' } }, container: 'web' });
  expect(asked).toEqual([{ apiVersion: 'v1', kind: 'Pod', namespace: 'lab', selector: 'app=web' }]);
});
