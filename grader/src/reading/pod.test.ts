import { expect, test } from 'vitest';
import type { Pod } from '@drydock/cluster';
import type { CollectionRef } from '@drydock/model';
import type { View } from './view.ts';
import { runningPod } from './pod.ts';
import { startedAt } from './reading.ts';

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

const running = { running: { startedAt: '2026-01-01T10:01:00Z' } };
/** A Pod with a sidecar and an init container before its app container, and one that was attached. */
const parts: Pod = {
  ...pod('parts', 10),
  spec: {
    containers: [{ name: 'web' }],
    initContainers: [{ name: 'fetch' }, { name: 'clock' }, { name: 'later' }],
    ephemeralContainers: [{ name: 'debugger' }],
  },
  status: {
    phase: 'Pending',
    containerStatuses: [{ name: 'web', state: { waiting: { reason: 'PodInitializing' } } }],
    initContainerStatuses: [
      { name: 'clock', state: running },
      { name: 'fetch', state: { terminated: { exitCode: 0, reason: 'Completed' } } },
      { name: 'later', state: { waiting: { reason: 'PodInitializing' } } },
    ],
    ephemeralContainerStatuses: [{ name: 'debugger', state: running }],
  },
};
const inParts = (container?: string) =>
  runningPod({ get: async () => parts } as unknown as View, { namespace: 'lab', name: 'parts' }, container);

test.each(['clock', 'debugger'])('%s runs, though no app container does', async (container) => {
  expect(await inParts(container)).toEqual({ object: parts, container });
});

test('an init container that has ended is not running, and one that waits may still start', async () => {
  expect(await inParts('fetch')).toEqual({
    seen: expect.objectContaining({
      state: 'unready',
      reason: { en: 'Completed, exit code 0', zh: 'Completed，退出码 0' },
    }) as unknown,
  });
  expect((await inParts('fetch')).seen).not.toHaveProperty('bornAt');
  expect((await inParts('later')).seen).toHaveProperty('bornAt');
});

test('without a name the first app container is meant, and a name that is not there is told from all that are', async () => {
  expect((await inParts()).seen?.reason).toMatchObject({ en: 'PodInitializing' });
  expect((await inParts('wbe')).seen?.reason).toMatchObject({
    en: 'no container wbe, only web, fetch, clock, later, debugger',
  });
});

test('what is looked at began with the youngest container that runs', () => {
  expect(startedAt(parts)).toBe(Date.parse('2026-01-01T10:01:00Z'));
});
