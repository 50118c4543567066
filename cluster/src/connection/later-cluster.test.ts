import { CourseError } from '@drydock/model';
import { expect, test } from 'vitest';
import { openLaterCluster } from './later-cluster.ts';
import { startFakeApi } from '../testing/index.ts';

const none = new CourseError('cluster_unreachable', 'There is no cluster yet.', 'Make one.');

test('a cluster that is made later, and made again elsewhere, is found without opening it anew', async () => {
  let kubeconfig: string | undefined;
  let reads = 0;
  using cluster = openLaterCluster(async () => {
    reads++;
    if (kubeconfig === undefined) throw none;
    return kubeconfig;
  });
  await expect(cluster.request('/api/v1/nodes')).rejects.toBe(none);
  await expect(cluster.request('/api/v1/nodes')).rejects.toBe(none);
  // Those who ask in a loop do not cause a look at a node each time.
  expect(reads).toBe(1);
  {
    await using first = await startFakeApi();
    kubeconfig = first.kubeconfig;
    await expect
      .poll(async () => (await cluster.request('/api/v1/nodes').catch(() => undefined))?.status, { timeout: 10_000 })
      .toBe(200);
    await cluster.request('/api/v1/nodes');
    expect(reads).toBe(2);
    // It does not know us: another cluster has taken its place.
    first.refuse(401);
    await expect(cluster.request('/api/v1/nodes')).resolves.toMatchObject({ status: 401 });
    await using second = await startFakeApi();
    kubeconfig = second.kubeconfig;
    await expect(cluster.request('/api/v1/nodes')).resolves.toMatchObject({ status: 200 });
    expect(second.requests).toEqual(['GET /api/v1/nodes']);
  }
  await expect(cluster.request('/api/v1/nodes')).rejects.toMatchObject({ code: 'cluster_unreachable' });
}, 20_000);
