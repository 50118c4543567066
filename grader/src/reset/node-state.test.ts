import { expect, test } from 'vitest';
import { during, startFakeCluster } from '../testing/fake-cluster.ts';
import { learnNodes, reviveNodes } from './node-state.ts';
import type { OpenNode } from '../node.ts';
import { untilReady } from './nodes-ready.ts';

const { signal } = new AbortController();
const ready = (status: string, message = 'kubelet stopped posting node status.') => ({
  status: { conditions: [{ type: 'Ready', status, message }] },
});

/** A node whose commands end like this, and what each was given. */
function startNode(ends: { exitCode?: number; stdout?: string; stderr?: string } = {}) {
  const given: string[] = [];
  const openNode: OpenNode = async (name) => ({
    exec: async (_, { input = '' } = {}) => {
      given.push(`${name} ${input.trim()}`);
      return { exitCode: 0, stdout: '', stderr: '', ...ends };
    },
    address: async () => '127.0.0.1',
  });
  return { openNode, given };
}

test('what a node runs by is learnt file by file, and given back to that node', async () => {
  const cluster = startFakeCluster();
  const uid = cluster.put('/api/v1/nodes/worker', ready('True'));
  const { openNode } = startNode({
    stdout: '/etc/kubernetes/manifests/a.yaml YQ==\n/var/lib/kubelet/config.yaml Yg==\n',
  });
  const nodes = await learnNodes(cluster.cluster, openNode, signal);
  const files = { '/etc/kubernetes/manifests/a.yaml': 'YQ==', '/var/lib/kubelet/config.yaml': 'Yg==' };
  expect(nodes).toEqual([{ name: 'worker', uid, files }]);
  const { openNode: again, given } = startNode();
  await reviveNodes({ cluster: cluster.cluster, openNode: again, nodes, signal });
  expect(given).toEqual(['worker /etc/kubernetes/manifests/a.yaml YQ==\n/var/lib/kubelet/config.yaml Yg==']);
});

test('a node that does not start again needs a new cluster, and its own words are told', async () => {
  const cluster = startFakeCluster();
  const nodes = [{ name: 'worker', uid: cluster.put('/api/v1/nodes/worker', ready('True')), files: {} }];
  const { openNode } = startNode({ exitCode: 1, stderr: 'kubelet does not start: exit-code\n' });
  await expect(reviveNodes({ cluster: cluster.cluster, openNode, nodes, signal })).rejects.toMatchObject({
    code: 'cluster_broken',
    message: 'Node worker does not work: kubelet does not start: exit-code.',
    fix: 'Reset the lab again: it gets a new cluster.',
  });
});

test('a node that was deleted from the cluster, or made again there, needs a new cluster', async () => {
  const cluster = startFakeCluster();
  cluster.put('/api/v1/nodes/worker', ready('True'));
  const nodes = [{ name: 'worker', uid: 'another', files: {} }];
  await expect(
    reviveNodes({ cluster: cluster.cluster, openNode: startNode().openNode, nodes, signal }),
  ).rejects.toMatchObject({ code: 'cluster_broken', message: expect.stringContaining('deleted from the cluster') });
});

test('a Node that a student only wrote down goes, and is not waited for', async () => {
  const cluster = startFakeCluster();
  const nodes = [{ name: 'worker', uid: cluster.put('/api/v1/nodes/worker', ready('True')), files: {} }];
  cluster.put('/api/v1/nodes/ghost', { at: during, metadata: { finalizers: ['course.example/held'] } });
  await reviveNodes({ cluster: cluster.cluster, openNode: startNode().openNode, nodes, signal });
  expect(cluster.paths()).toEqual(['/api/v1/nodes/worker']);
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
