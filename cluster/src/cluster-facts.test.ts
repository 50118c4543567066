import { expect, test } from 'vitest';
import type { Cluster } from './cluster.ts';
import { learnCluster } from './cluster-facts.ts';

/** A cluster of version 1.27 with these API groups, the servers of which do not answer. */
function clusterWith(...groups: string[]): Cluster {
  const answers: Record<string, object> = {
    '/version': { gitVersion: 'v1.27.4', minor: '27+' },
    '/apis': { groups: groups.map((name) => ({ name })) },
  };
  const request = async (path: string) => {
    const found = answers[path];
    const body = Buffer.from(
      JSON.stringify(found ?? { message: 'the server is currently unable to handle the request' }),
    );
    return { status: found ? 200 : 503, headers: {}, body, isCut: false };
  };
  return { request } as unknown as Cluster;
}
const { signal } = new AbortController();

test('a metrics server that is away for the moment is not lacking, one that was never there is', async () => {
  const away = await learnCluster(clusterWith('apps', 'metrics.k8s.io'), ['metrics'], signal);
  expect(away).toEqual({ serverVersion: '1.27.4', lacking: new Set() });
  expect((await learnCluster(clusterWith('apps'), ['metrics'], signal)).lacking).toEqual(new Set(['metrics']));
});

test('a server older than a check needs lacks it', async () => {
  const { lacking } = await learnCluster(clusterWith(), ['>=1.28', '>=1.27'], signal);
  expect(lacking).toEqual(new Set(['>=1.28']));
});
