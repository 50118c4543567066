import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import type { Check } from '@drydock/lab';
import { noNode, oldNode, testCheck, testLab } from '@drydock/lab/testing';
import type { Verdict } from '@drydock/model';
import { expect, test } from 'vitest';
import { type Grader, createGrader } from '../grader.ts';
import { type GraderMemory, createMemories } from './memory.ts';
import { regrade } from '../submission/regrade.ts';
import { createSeenEvents } from './seen-events.ts';

const { that: _, ...plain } = testCheck;
const probe = {
  kind: 'event',
  ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', name: 'demo' },
  reasons: ['Pulled'],
  source: 'kubelet',
} as const;
const wanted: Check = { ...plain, id: 'pulled', probe };
/** The shop was never closed: an event that must not have been. */
const never: Check = { ...plain, id: 'never', that: 'size(events) == 0', probe: { ...probe, reasons: ['Killing'] } };
const lab = testLab(wanted, never);
const { signal } = new AbortController();

function open(api: FakeApi, remembered?: GraderMemory, onRemember?: (memory: GraderMemory) => void): Grader {
  return createGrader({
    lab,
    kubeconfig: api.kubeconfig,
    parameters: {},
    startedAt: new Date(Date.now() - 60_000),
    node: noNode,
    log: { warn: () => undefined },
    recheckMs: 10,
    ...(remembered && { remembered }),
    ...(onRemember && { onRemember }),
  });
}
function putEvent(api: FakeApi, name: string, reason: string, fields: object = {}): void {
  api.put({
    kind: 'Event',
    name,
    namespace: 'lab',
    reason,
    message: `${reason} it`,
    source: { component: 'kubelet', host: 'one' },
    involvedObject: { kind: 'Pod', name: 'demo', namespace: 'lab', uid: 'demo-uid' },
    ...fields,
  });
}
function putPod(api: FakeApi, uid = 'demo-uid', createdAt?: string): void {
  api.put(oldNode);
  const spec = { nodeName: 'one' };
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', uid, spec, ...(createdAt && { createdAt }) });
}
const outcomes = (verdicts: readonly Verdict[]): string =>
  verdicts.map(({ check: id, outcome }) => `${id}:${outcome}`).join(' ');

test('an event that the watch has seen belongs to the attempt, though it is deleted at once, and outlives the grader', async () => {
  await using api = await startFakeApi();
  putPod(api);
  let memory: GraderMemory | undefined;
  {
    await using grader = open(api, undefined, (told) => {
      memory = told;
    });
    let last = '';
    await grader.watch({ signal, onVerdicts: (verdicts) => (last = outcomes(verdicts)) });
    putEvent(api, 'a', 'Pulled');
    api.remove('Event', 'a');
    putEvent(api, 'b', 'Killing');
    api.remove('Event', 'b');
    await expect.poll(() => last).toBe('pulled:pass never:fail');
    expect(outcomes(await grader.check({ signal }))).toBe('pulled:pass never:fail');
  }
  const kept = JSON.parse(JSON.stringify(memory)) as GraderMemory;
  await using later = open(api, kept);
  const { verdicts, evidence } = await later.submit({ signal });
  expect(outcomes(verdicts)).toBe('pulled:pass never:fail');
  expect(evidence.rounds[0]?.objects.map(({ ref }) => ref)).toContain('Event lab/a');
  const stored = JSON.parse(JSON.stringify(evidence)) as typeof evidence;
  expect(outcomes(regrade(lab, stored).verdicts)).toBe('pulled:pass never:fail');
});

test('an event that is edited afterwards is what it was as well', async () => {
  await using api = await startFakeApi();
  putPod(api);
  await using grader = open(api);
  await grader.watch({ signal, onVerdicts: () => undefined });
  putEvent(api, 'a', 'Killing');
  putEvent(api, 'a', 'Harmless');
  await expect.poll(async () => outcomes(await grader.check({ signal }))).toBe('pulled:fail never:fail');
});

test('an event of an earlier object of the same name does not count for the one that is there', async () => {
  await using api = await startFakeApi();
  putPod(api);
  await using grader = open(api);
  putEvent(api, 'a', 'Pulled');
  expect(outcomes(await grader.check({ signal }))).toBe('pulled:pass never:pass');
  api.remove('Pod', 'demo');
  putPod(api, 'another');
  expect(outcomes(await grader.check({ signal }))).toBe('pulled:fail never:pass');
});

test('a reset forgets what was seen', () => {
  const told: GraderMemory[] = [];
  const memories = createMemories([wanted], new Date(0), { checks: {} }, (memory) => told.push(memory));
  const metadata = {
    name: 'a',
    namespace: 'lab',
    uid: 'e',
    resourceVersion: '1',
    creationTimestamp: '2030-01-01T00:00:00Z',
  };
  const involvedObject = { kind: 'Pod', name: 'demo', uid: 'demo-uid' };
  memories.events.note([{ metadata, reason: 'Pulled', source: { component: 'kubelet' }, involvedObject }]);
  memories.tell();
  expect(told.at(-1)?.events?.events).toHaveLength(1);
  memories.begin(['x']);
  expect(told.at(-1)?.events).toEqual({ events: [], sent: {}, isFull: false });
});

test('where the sender may have dropped the event, the check is inconclusive and says what to do', async () => {
  await using api = await startFakeApi();
  putPod(api);
  await using grader = open(api);
  putEvent(api, 'a', 'Failed', { count: 12 });
  putEvent(api, 'b', 'BackOff', { count: 12 });
  expect(outcomes(await grader.check({ signal }))).toBe('pulled:fail never:pass');
  putEvent(api, 'b', 'BackOff', { count: 13 });
  const verdicts = await grader.check({ signal });
  expect(outcomes(verdicts)).toBe('pulled:inconclusive never:pass');
  expect(verdicts[0]?.message.en).toContain('Kubernetes drops new ones');
  expect(verdicts[0]?.message.en).toContain('Delete Pod lab/demo, create it again');
  expect(verdicts[0]?.message.zh).toContain('请删除 Pod lab/demo 再重新创建');
  // What is there is there, however much may be missing.
  putEvent(api, 'c', 'Killing');
  putEvent(api, 'd', 'Pulled');
  expect(outcomes(await grader.check({ signal }))).toBe('pulled:pass never:fail');
});

test('other senders and other objects have an allowance of their own', async () => {
  await using api = await startFakeApi();
  putPod(api);
  await using grader = open(api);
  putEvent(api, 'a', 'Scheduled', {
    count: 40,
    source: { component: 'scheduler' },
    involvedObject: { kind: 'Pod', name: 'x', uid: 'x' },
  });
  putEvent(api, 'b', 'Failed', { count: 20 });
  putEvent(api, 'c', 'FailedMount', { count: 20, source: { component: 'kubelet', host: 'two' } });
  expect(outcomes(await grader.check({ signal }))).toBe('pulled:fail never:pass');
});

test('a grader that did not watch from the start knows no events older than an hour', async () => {
  await using api = await startFakeApi();
  putPod(api, 'demo-uid', new Date(Date.now() - 2 * 3_600_000).toISOString());
  await using grader = open(api);
  expect(outcomes(await grader.check({ signal }))).toBe('pulled:inconclusive never:pass');
  await using own = open(api, { checks: {}, made: [] });
  expect(outcomes(await own.check({ signal }))).toBe('pulled:fail never:pass');
});

test('more events than are kept push out none, and what then is missing cannot be told', () => {
  const seen = createSeenEvents([probe], new Date(0));
  for (let index = 0; index < 500; index++)
    seen.note([
      {
        metadata: {
          name: 'a',
          namespace: 'lab',
          uid: `e${index}`,
          resourceVersion: '1',
          creationTimestamp: '2030-01-01T00:00:00Z',
        },
        reason: 'Pulled',
        message: 'x'.repeat(5000),
        source: { component: 'kubelet' },
        involvedObject: { kind: 'Pod', name: 'demo', uid: 'demo-uid' },
      } as never,
    ]);
  expect(seen.isFull).toBe(true);
  const found = seen.find(probe, 'demo-uid', []);
  expect(found[0]?.metadata.uid).toBe('e0');
  expect(JSON.stringify(seen.memory).length).toBeLessThan(1024 * 1024);
});
