import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { kindConfig } from './config.ts';

test('the API server is published on 127.0.0.1 only', () => {
  expect(parse(kindConfig('one-node', []))).toMatchObject({ networking: { apiServerAddress: '127.0.0.1' } });
});

test('a profile has its nodes', () => {
  expect(parse(kindConfig('one-node', []))).toMatchObject({ nodes: [{ role: 'control-plane' }] });
  const nodes = [{ role: 'control-plane' }, { role: 'worker' }, { role: 'worker' }];
  expect(parse(kindConfig('three-nodes', []))).toMatchObject({ nodes });
});

test('what the node image needs is handed on as it is', () => {
  const patches = [
    '{"kind":"ClusterConfiguration","dns":{"imageTag":"v1"}}',
    'kind: KubeletConfiguration\nfailCgroupV1: false\n',
  ];
  expect(parse(kindConfig('one-node', patches))).toMatchObject({ kubeadmConfigPatches: patches });
});
