import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { kindConfig } from './config.ts';

const read = (profile: 'one-node' | 'three-nodes', facts = {}) => {
  const config = parse(kindConfig(profile, facts)) as {
    nodes: object[];
    networking: object;
    kubeadmConfigPatches: string[];
  };
  return { ...config, patches: config.kubeadmConfigPatches.map((patch) => parse(patch) as object) };
};

test('the API server is published on 127.0.0.1 only', () => {
  expect(read('one-node').networking).toMatchObject({ apiServerAddress: '127.0.0.1' });
});

test('a profile has its nodes', () => {
  expect(read('one-node').nodes).toEqual([{ role: 'control-plane' }]);
  expect(read('three-nodes').nodes).toEqual([{ role: 'control-plane' }, { role: 'worker' }, { role: 'worker' }]);
});

test('nobody waits for a leader after a thaw', () => {
  const alone = [{ name: 'leader-elect', value: 'false' }];
  expect(read('one-node').patches).toContainEqual(
    expect.objectContaining({
      kind: 'ClusterConfiguration',
      controllerManager: { extraArgs: alone },
      scheduler: { extraArgs: alone },
    }),
  );
});

test('what the node image holds is told to kubeadm', () => {
  const { patches } = read('one-node', { etcdTag: '3.6.8', corednsTag: 'v1.14.7' });
  expect(patches).toContainEqual(
    expect.objectContaining({ etcd: { local: { imageTag: '3.6.8' } }, dns: { imageTag: 'v1.14.7' } }),
  );
});
