import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import { oldNode, testCheck, testLab } from '@drydock/lab/testing';
import { CourseError } from '@drydock/model';
import { expect, test } from 'vitest';
import { type ProofCluster, type Scene, type StageOptions, openStage } from './stage.ts';

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
const lab = testLab(testCheck);
const how: Omit<StageOptions, 'cluster'> = {
  log: { warn: () => undefined },
  signal,
  onStep: () => undefined,
};
const broken = { code: 'cluster_broken', message: 'Node one does not work: kubelet: not found.' };

test('a trial after one that broke its cluster for good is made on a new cluster', async () => {
  await using firstApi = await startFakeApi();
  await using secondApi = await startFakeApi();
  const [first, second] = [clusterOf(firstApi, 'first'), clusterOf(secondApi, 'second')];
  const stage = openStage({ ...how, cluster: first, replace: async () => second });
  const look = async (scene: Scene): Promise<readonly (string | undefined)[]> => [
    (await scene.runInWorkspace(['true'], {})).stdout,
    (await scene.grade([testCheck]).check({ signal }))[0]?.outcome,
  ];
  const pod = { kind: 'Pod', name: 'demo', namespace: 'lab', status: { phase: 'Running' } };
  const scene = await stage.begin(lab);
  firstApi.put(pod);
  expect(await look(scene)).toEqual(['workspace of first', 'pass']);
  await scene[Symbol.asyncDispose]();
  first.isBroken = true;
  const next = await stage.begin(lab);
  expect(await look(next)).toEqual(['workspace of second', 'fail']);
  expect(next.parameters).not.toEqual(scene.parameters);
  await next[Symbol.asyncDispose]();
  // What is known of the second cluster is of this one: a further reset finds its node as it was.
  await using last = await stage.begin(lab);
  secondApi.put(pod);
  expect(await look(last)).toEqual(['workspace of second', 'pass']);
});

test('a lab whose resets give a new cluster has one for each trial, as it was made', async () => {
  await using firstApi = await startFakeApi();
  await using secondApi = await startFakeApi();
  const [first, second] = [clusterOf(firstApi, 'first'), clusterOf(secondApi, 'second')];
  const replaced: string[] = [];
  const stage = openStage({
    ...how,
    cluster: first,
    replace: async () => {
      replaced.push('second');
      return second;
    },
  });
  const wild = { ...lab, reset: 'new-cluster' } as const;
  const workspaces: string[] = [];
  for (let trial = 0; trial < 2; trial++) {
    await using scene = await stage.begin(wild);
    workspaces.push((await scene.runInWorkspace(['true'], {})).stdout);
    expect(replaced).toHaveLength(trial);
  }
  expect(workspaces).toEqual(['workspace of first', 'workspace of second']);
});

test('a broken cluster that is not or cannot be replaced ends the proof', async () => {
  await using api = await startFakeApi();
  const cluster = clusterOf(api, 'first');
  const replace = async (): Promise<never> =>
    Promise.reject(new CourseError('no_disk', 'No space is left.', 'Free it.'));
  const alone = openStage({ ...how, cluster });
  const stage = openStage({ ...how, cluster, replace });
  for (const one of [alone, stage]) await (await one.begin(lab))[Symbol.asyncDispose]();
  cluster.isBroken = true;
  await expect(alone.begin(lab)).rejects.toMatchObject(broken);
  await expect(stage.begin(lab)).rejects.toMatchObject({ code: 'no_disk' });
});

test('a cancelled proof makes no new cluster', async () => {
  await using api = await startFakeApi();
  const stop = new AbortController();
  let replaced = 0;
  const cluster = clusterOf(api, 'first');
  const replace = async (): Promise<ProofCluster> => {
    replaced += 1;
    return cluster;
  };
  const stage = openStage({ ...how, signal: stop.signal, cluster, replace });
  await (await stage.begin(lab))[Symbol.asyncDispose]();
  cluster.isBroken = true;
  stop.abort();
  await expect(stage.begin(lab)).rejects.toThrow(/./);
  expect(replaced).toBe(0);
});
