import { expect, test } from 'vitest';
import type { Cluster, Pod } from '@drydock/cluster';
import { viewOfOne } from '../testing/test-view.ts';
import { readMetrics } from './metrics.ts';

const pod: Pod = {
  kind: 'Pod',
  metadata: {
    name: 'demo',
    namespace: 'lab',
    uid: 'u1',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T10:00:00Z',
  },
  spec: { containers: [{ name: 'a' }] },
  status: { containerStatuses: [{ name: 'a', state: { running: { startedAt: '2026-01-01T10:01:00Z' } } }] },
};

/** Returns the reading when the metrics API answers this. */
async function measured(answer: object): Promise<string> {
  const never = async (): Promise<never> => Promise.reject(new TypeError('not asked in this test'));
  const containers = [{ name: 'a', usage: { memory: '150Mi', cpu: '1m' } }];
  const body = Buffer.from(JSON.stringify({ containers, ...answer }));
  const cluster: Cluster = {
    request: async () => ({ status: 200, headers: {}, body, isCut: false }),
    watch: () => {
      throw new TypeError('not watched in this test');
    },
    exec: never,
    [Symbol.dispose]: () => undefined,
  };
  const view = viewOfOne(cluster, async () => pod);
  const { state } = await readMetrics(view, { kind: 'metrics', pod: { namespace: 'lab', name: 'demo' } });
  return state;
}

test('what was measured since the container began is about it', async () => {
  expect(await measured({ timestamp: '2026-01-01T10:01:15Z', window: '10.062s' })).toBe('found');
  expect(await measured({ timestamp: '2026-01-01T10:02:20Z', window: '1m20.5s' })).toBe('found');
});

test('what was measured before it, in part or at an unknown time, does not', async () => {
  expect(await measured({ timestamp: '2026-01-01T10:00:50Z', window: '10s' })).toBe('unready');
  expect(await measured({ timestamp: '2026-01-01T10:01:05Z', window: '10s' })).toBe('unready');
  expect(await measured({ timestamp: '2026-01-01T10:02:05Z', window: '1m10s' })).toBe('unready');
  expect(await measured({ window: '10s' })).toBe('unready');
});
