import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import { oldNode, testCheck, testLab } from '@drydock/lab/testing';
import { CourseError } from '@drydock/model';
import { expect, test } from 'vitest';
import { type ProofCluster, type StageOptions, openStage } from './prove-stage.ts';

/** A cluster whose node works until it is broken: then nothing starts it again. */
function clusterOf(api: FakeApi, name: string): ProofCluster & { isBroken: boolean } {
  api.put({ ...oldNode, uid: `node-of-${name}` });
  const cluster = {
    isBroken: false,
    kubeconfig: api.kubeconfig,
    node: async () => ({
      address: async () => '127.0.0.1',
      exec: async () =>
        cluster.isBroken
          ? { exitCode: 1, stdout: '', stderr: 'kubelet: not found' }
          : { exitCode: 0, stdout: '', stderr: '' },
    }),
    runInWorkspace: async () => ({ exitCode: 0, stdout: `workspace of ${name}`, stderr: '' }),
  };
  return cluster;
}

const { signal } = new AbortController();
const how: Omit<StageOptions, 'cluster'> = {
  lab: testLab(testCheck),
  log: { warn: () => undefined },
  signal,
  onStep: () => undefined,
};
const broken = { code: 'cluster_broken', message: 'Node one does not work: kubelet: not found.' };

test('a trial after one that broke its cluster for good is made on a new cluster', async () => {
  await using firstApi = await startFakeApi();
  await using secondApi = await startFakeApi();
  const [first, second] = [clusterOf(firstApi, 'first'), clusterOf(secondApi, 'second')];
  await using stage = await openStage({ ...how, cluster: first, replace: async () => second });
  const told = async (): Promise<string | undefined> => (await stage.grader.check({ signal }))[0]?.outcome;
  const where = async (): Promise<string> => (await stage.runInWorkspace(['true'], {})).stdout;
  firstApi.put({ kind: 'Pod', name: 'demo', namespace: 'lab', status: { phase: 'Running' } });
  expect([await where(), await told()]).toEqual(['workspace of first', 'pass']);
  first.isBroken = true;
  const { parameters } = stage;
  await stage.next();
  expect([await where(), await told()]).toEqual(['workspace of second', 'fail']);
  expect(stage.parameters).not.toEqual(parameters);
  // What is known of the second cluster is of this one: a further reset finds its node as it was.
  await stage.next();
  secondApi.put({ kind: 'Pod', name: 'demo', namespace: 'lab', status: { phase: 'Running' } });
  expect([await where(), await told()]).toEqual(['workspace of second', 'pass']);
});

test('a broken cluster that nobody replaces, or that cannot be replaced, ends the proof', async () => {
  await using api = await startFakeApi();
  const cluster = clusterOf(api, 'first');
  const replace = async (): Promise<never> =>
    Promise.reject(new CourseError('no_disk', 'No space is left.', 'Free it.'));
  await using alone = await openStage({ ...how, cluster });
  await using stage = await openStage({ ...how, cluster, replace });
  cluster.isBroken = true;
  await expect(alone.next()).rejects.toMatchObject(broken);
  await expect(stage.next()).rejects.toMatchObject({ code: 'no_disk' });
});

test('a proof that is called off makes no new cluster', async () => {
  await using api = await startFakeApi();
  const stop = new AbortController();
  let replaced = 0;
  const cluster = clusterOf(api, 'first');
  const replace = async (): Promise<ProofCluster> => {
    replaced += 1;
    return cluster;
  };
  await using stage = await openStage({ ...how, signal: stop.signal, cluster, replace });
  cluster.isBroken = true;
  stop.abort();
  await expect(stage.next()).rejects.toThrow(/./);
  expect(replaced).toBe(0);
});
