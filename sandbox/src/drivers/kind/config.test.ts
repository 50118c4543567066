import type { SandboxProfile } from '@drydock/model';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { kindConfig } from './config.ts';

const plain = { patches: [], auditPolicy: '/keys/audit-policy.yaml' };

test('the API server is published on 127.0.0.1 only', () => {
  expect(parse(kindConfig('one-node', plain))).toMatchObject({ networking: { apiServerAddress: '127.0.0.1' } });
});

test('a profile has its nodes', () => {
  expect(parse(kindConfig('one-node', plain))).toMatchObject({ nodes: [{ role: 'control-plane' }] });
  const nodes = [{ role: 'control-plane' }, { role: 'worker' }, { role: 'worker' }];
  expect(parse(kindConfig('three-nodes', plain))).toMatchObject({ nodes });
});

test('what the node image needs is handed on as it is', () => {
  const patches = [
    '{"kind":"ClusterConfiguration","dns":{"imageTag":"v1"}}',
    'kind: KubeletConfiguration\nfailCgroupV1: false\n',
  ];
  expect(parse(kindConfig('one-node', { ...plain, patches }))).toMatchObject({
    kubeadmConfigPatches: expect.arrayContaining(patches),
  });
});

test('a cluster of one node never calls its node NotReady after a freeze, one of three still finds a lost node', () => {
  const patchesOf = (profile: 'one-node' | 'three-nodes') =>
    (parse(kindConfig(profile, plain)) as { kubeadmConfigPatches: string[] }).kubeadmConfigPatches.join('');
  expect(patchesOf('one-node')).toContain('node-monitor-grace-period');
  expect(patchesOf('one-node')).toContain('nodeStatusUpdateFrequency');
  expect(patchesOf('three-nodes')).not.toMatch(/node-monitor-grace-period|nodeStatusUpdateFrequency/u);
});

test('controller manager and scheduler hold leases where the profile says so, whatever the node image asks for', () => {
  const patches = [
    '{"kind":"ClusterConfiguration","scheduler":{"extraArgs":[{"name":"leader-elect","value":"false"}]}}',
  ];
  const electionOf = (profile: SandboxProfile) => {
    const { kubeadmConfigPatches } = parse(kindConfig(profile, { ...plain, patches })) as {
      kubeadmConfigPatches: string[];
    };
    // kind lets the last list count.
    const last = kubeadmConfigPatches.findLast((patch) => patch.includes('leader-elect')) ?? '';
    return [...last.matchAll(/"leader-elect","value":"(\w+)"/gu)].map(([, value]) => value);
  };
  for (const profile of ['one-node', 'three-nodes', 'no-cni'] as const)
    expect(electionOf(profile)).toEqual(['false', 'false']);
  for (const profile of ['one-node-election', 'three-nodes-election'] as const)
    expect(electionOf(profile)).toEqual(['true', 'true']);
});

test('the control plane, and no worker, has the audit policy', () => {
  const { nodes, kubeadmConfigPatches } = parse(kindConfig('three-nodes', plain)) as {
    nodes: { extraMounts?: { hostPath: string; containerPath: string }[] }[];
    kubeadmConfigPatches: string[];
  };
  expect(nodes.map(({ extraMounts }) => extraMounts?.[0]?.hostPath)).toEqual([plain.auditPolicy, undefined, undefined]);
  expect(kubeadmConfigPatches.join('')).toContain(nodes[0]?.extraMounts?.[0]?.containerPath);
});
