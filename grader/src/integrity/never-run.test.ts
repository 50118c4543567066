import { expect, test } from 'vitest';
import { openCluster, openObjects } from '@drydock/cluster';
import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import { noNode, oldNode, testCheck, testLab } from '@drydock/lab/testing';
import { createGrader } from '../grader.ts';
import { findNeverRun } from './never-run.ts';
import type { OpenNode } from '../node.ts';
import { regrade } from '../submission/regrade.ts';

const status = {
  phase: 'Running',
  containerStatuses: [{ name: 'a', restartCount: 1, lastState: { terminated: { exitCode: 137 } } }],
};
const spec = { nodeName: 'one' };
const lab = testLab(
  { ...testCheck, that: 'isSet(self.spec)' },
  { ...testCheck, id: 'other', probe: { kind: 'list', of: { apiVersion: 'v1', kind: 'Node' } }, that: 'true' },
);

/** A node whose runtime has containers of the Pods of these uids, and the commands it was asked. */
function runtimeOf(...uids: readonly string[]): { open: OpenNode; asked: string[] } {
  const asked: string[] = [];
  const open: OpenNode = async (name = '') => ({
    address: async () => '127.0.0.1',
    async exec(argv) {
      asked.push(name);
      const filters = argv.slice(4);
      const ran = filters.flatMap((filter, at) => (uids.some((uid) => filter.includes(`"${uid}"`)) ? [at] : []));
      return { exitCode: 0, stdout: ran.map((at) => `${at}\n`).join(''), stderr: '' };
    },
  });
  return { open, asked };
}

async function submit(node: OpenNode, prepare: (api: FakeApi) => void) {
  await using api = await startFakeApi();
  api.put(oldNode);
  prepare(api);
  const options = { parameters: {}, startedAt: new Date(), recheckMs: 0, log: { warn: () => undefined } };
  await using grader = createGrader({ lab, kubeconfig: api.kubeconfig, node, ...options });
  const { verdicts, evidence } = await grader.submit({ signal: new AbortController().signal });
  expect(regrade(lab, evidence).verdicts.map(({ outcome }) => outcome)).toEqual(verdicts.map(({ outcome }) => outcome));
  return { outcomes: verdicts.map(({ outcome }) => outcome), message: verdicts[0]?.message.en, evidence };
}
const pod = { kind: 'Pod', name: 'demo', namespace: 'lab', uid: 'u1' };

test('a Pod of which its node has no container was never run: the checks it passes cannot be told, the others count', async () => {
  const { outcomes, message, evidence } = await submit(runtimeOf('u2').open, (api) =>
    api.put({ ...pod, spec, status }),
  );
  expect(outcomes).toEqual(['inconclusive', 'pass']);
  expect(message).toContain('Pod lab/demo was never run by a kubelet');
  expect(evidence.tampering).toMatchObject([{ ref: 'Pod lab/demo', checks: ['ready'] }]);
});

test('a Pod that its node has run counts, and one command asks for it', async () => {
  const { open, asked } = runtimeOf('u1');
  const { outcomes, evidence } = await submit(open, (api) => api.put({ ...pod, spec, status }));
  expect(outcomes).toEqual(['pass', 'pass']);
  expect(evidence.unasked).toBeUndefined();
  expect(asked).toEqual(['one']);
});

test.each([
  ['no node', {}],
  ['a node that is not there', { nodeName: 'ghost' }],
])('a Pod that claims to run on %s was never run, whichever nodes can be asked', async (_, elsewhere) => {
  const { outcomes } = await submit(noNode, (api) => api.put({ ...pod, spec: elsewhere, status }));
  expect(outcomes).toEqual(['inconclusive', 'pass']);
});

test.each([
  ['is not scheduled', {}, { phase: 'Pending' }],
  [
    'waits for its image',
    spec,
    {
      phase: 'Pending',
      containerStatuses: [{ name: 'a', restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } }],
    },
  ],
])('a Pod that %s needs no container', async (_, own, waiting) => {
  const { open, asked } = runtimeOf();
  const { outcomes } = await submit(open, (api) => api.put({ ...pod, spec: own, status: waiting }));
  expect(outcomes).toEqual(['pass', 'pass']);
  expect(asked).toEqual([]);
});

test('the Pod of a manifest on the node is found by the uid it has there, and by no name but its own', async () => {
  const { open } = runtimeOf('hash');
  const asked: string[] = [];
  const node: OpenNode = async (name) => {
    const access = await open(name);
    return { ...access, exec: async (argv, options) => (asked.push(...argv.slice(4)), access.exec(argv, options)) };
  };
  await using api = await startFakeApi();
  api.put(oldNode);
  using cluster = await openCluster(api.kubeconfig);
  const metadata = {
    name: 'static',
    namespace: 'lab',
    uid: 'u1',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T09:00:00Z',
    annotations: { 'kubernetes.io/config.mirror': 'hash' },
  };
  const reading = { subject: '', state: 'found', values: {}, request: '', tookMs: 0 } as const;
  const judged = {
    check: testCheck,
    readings: { main: { ...reading, objects: [{ kind: 'Pod', metadata, spec, status }] }, with: {} },
    verdict: {
      task: 'run',
      check: 'ready',
      outcome: 'pass',
      pending: false,
      message: testCheck.title,
      at: metadata.creationTimestamp,
    },
  } as const;
  const { signal } = new AbortController();
  expect(await findNeverRun([[judged]], { objects: openObjects(cluster), node, signal })).toEqual({
    tampering: [],
    unasked: [],
  });
  expect(asked).toEqual([expect.stringContaining('labels."io.kubernetes.pod.name"=="static"')]);
});

test.each([
  ['there is no access', noNode, 'no node in this test'],
  [
    'the command fails',
    async () => ({
      address: async () => '',
      exec: async () => ({ exitCode: 44, stdout: '', stderr: 'ctr: no such file' }),
    }),
    'ctr: no such file',
  ],
] satisfies [string, OpenNode, string][])('where %s it is recorded, and costs no points', async (_, node, why) => {
  const { outcomes, evidence } = await submit(node, (api) => api.put({ ...pod, spec, status }));
  expect(outcomes).toEqual(['pass', 'pass']);
  expect(evidence.unasked).toEqual([expect.stringContaining(why)]);
});
