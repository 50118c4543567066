import { expect, test } from 'vitest';
import { during, startFakeCluster } from '../testing/fake-cluster.ts';
import { changedNodes, inspectNodes, learnNodes } from './node-state.ts';
import type { OpenNode } from '../node.ts';
import { untilReady } from './nodes-ready.ts';

const { signal } = new AbortController();
const ready = (status: string, message = 'kubelet stopped posting node status.') => ({
  status: { conditions: [{ type: 'Ready', status, message }] },
});

/** Nodes whose commands print this. */
function nodeThatPrints(stdout: string): OpenNode {
  return async () => ({
    exec: async () => ({ exitCode: 0, stdout, stderr: '' }),
    address: async () => '127.0.0.1',
  });
}

const files = { '/etc/kubernetes/manifests/a.yaml': 'YQ==', '/var/lib/kubelet/config.yaml': 'Yg==' };
const listed = Object.entries(files)
  .map(([path, content]) => `${path} ${content}\n`)
  .join('');

test('what a node runs by is learnt file by file, and nothing is found while it stays so', async () => {
  const { cluster, put } = startFakeCluster();
  const uid = put('/api/v1/nodes/worker', ready('True'));
  const openNode = nodeThatPrints(listed);
  const nodes = await learnNodes(cluster, openNode, signal);
  expect(nodes).toEqual([{ name: 'worker', uid, files }]);
  expect(await inspectNodes(openNode, nodes, signal)).toEqual([]);
});

test('each change of a node is named: a file, a static Pod more or less, a service that was stopped', async () => {
  const nodes = [{ name: 'worker', uid: 'u', files }];
  const changed = `${listed.replace('Yg==', 'Yz==').replace(/.*a\.yaml.*\n/, '')}/etc/kubernetes/manifests/mine.yaml YQ==\n! kubelet does not run\n`;
  expect(await inspectNodes(nodeThatPrints(changed), nodes, signal)).toEqual([
    'kubelet does not run (node worker)',
    '/etc/kubernetes/manifests/a.yaml (node worker)',
    '/var/lib/kubelet/config.yaml (node worker)',
    '/etc/kubernetes/manifests/mine.yaml (node worker)',
  ]);
});

test('a node that was deleted or made again, and one that was only written down, are changes', async () => {
  const { cluster, put } = startFakeCluster();
  put('/api/v1/nodes/worker', ready('True'));
  put('/api/v1/nodes/ghost', { at: during });
  const nodes = [{ name: 'worker', uid: 'another', files }];
  expect(await changedNodes(cluster, nodes, signal)).toEqual(['Node worker', 'Node ghost']);
});

test('a node that accepts no commands needs a new cluster, and its own words are quoted', async () => {
  const nodes = [{ name: 'worker', uid: 'u', files }];
  const openNode: OpenNode = async () => ({
    exec: async () => Promise.reject(new Error('container is not running')),
    address: async () => '',
  });
  await expect(inspectNodes(openNode, nodes, signal)).rejects.toMatchObject({
    code: 'cluster_broken',
    message: 'Node worker does not work: container is not running.',
    fix: 'Reset the lab again: it gets a new cluster.',
  });
});

test('nothing is reported ready while a node is not', async () => {
  const cluster = startFakeCluster();
  cluster.put('/api/v1/nodes/one', ready('True'));
  cluster.put('/api/v1/nodes/two', ready('Unknown'));
  await expect(untilReady({ cluster: cluster.cluster, signal, giveUpAfterMs: 0 })).rejects.toMatchObject({
    code: 'cluster_broken',
    message: 'Node two does not work: kubelet stopped posting node status.',
  });
  let isThere = false;
  const waiting = untilReady({ cluster: cluster.cluster, signal }).then(() => (isThere = true));
  await cluster.cluster.request('/api/v1/nodes/two', { method: 'PATCH', body: JSON.stringify(ready('True')) });
  await waiting;
  expect(isThere).toBe(true);
});
