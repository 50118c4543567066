import { isCustom } from '@drydock/cluster';
import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import type { Check, Lab } from '@drydock/lab';
import { noNode, oldNode, testCheck, testLab } from '@drydock/lab/testing';
import type { Verdict } from '@drydock/model';
import { createGrader, type Grader } from '../grader.ts';
import type { Evidence } from './evidence.ts';
import { regrade } from './regrade.ts';
import { expect, test } from 'vitest';

const boat = { apiVersion: 'course.example/v1', kind: 'Boat', namespace: 'lab' };
const ref = { ...boat, name: 'one' };
const resource: Check = {
  ...testCheck,
  id: 'boat',
  that: "self.spec.sails == '3'",
  probe: { kind: 'resource', ref, absent: false },
};
const list: Check = {
  ...testCheck,
  id: 'fleet',
  that: 'items.all(b, isSet(b.spec.sails))',
  probe: { kind: 'list', of: boat },
};
const beside: Check = { ...testCheck, id: 'beside', that: 'isSet(boat)', with: { boat: resource.probe } };
const { signal } = new AbortController();

function open(api: FakeApi, lab: Lab): Grader {
  return createGrader({
    lab,
    kubeconfig: api.kubeconfig,
    parameters: {},
    startedAt: new Date(Date.now() - 60_000),
    node: noNode,
    log: { warn: () => undefined },
    recheckMs: 10,
  });
}
const told = (verdicts: readonly Verdict[]): string[] =>
  verdicts.map(({ check, outcome, missing }) => `${check} ${outcome}: ${missing ?? ''}`);

test('a check on a kind that is not defined yet has not begun, whatever its probe; the regrade agrees', async () => {
  await using api = await startFakeApi();
  api.put(oldNode);
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { nodeName: 'one' }, status: { phase: 'Running' } });
  const { that: _, ...plain } = resource;
  const event: Check = { ...plain, id: 'event', probe: { kind: 'event', ref, reasons: ['Sailed'] } };
  const gone: Check = { ...plain, id: 'gone', probe: { kind: 'resource', ref, absent: true } };
  const lab = testLab(resource, list, beside, event, gone);
  await using grader = open(api, lab);
  const expected = [
    ...['boat', 'fleet', 'beside', 'event'].map((id) => `${id} fail: kind Boat of course.example/v1`),
    'gone pass: ',
  ];
  const { verdicts, evidence } = await grader.submit({ signal });
  expect(told(verdicts)).toEqual(expected);
  expect(verdicts[0]?.message).toEqual({
    en: 'There is no kind Boat of course.example/v1 yet.',
    zh: '还没有 course.example/v1 的 Boat 这种资源。',
  });
  expect(told(regrade(lab, JSON.parse(JSON.stringify(evidence)) as Evidence).verdicts)).toEqual(expected);
});

test('once the kind is defined the page waits for its object, and sees it', async () => {
  await using api = await startFakeApi();
  api.put(oldNode);
  await using grader = open(api, testLab(resource));
  const stop = new AbortController();
  let last: string[] = [];
  await grader.watch({ signal: stop.signal, onVerdicts: (verdicts) => (last = told(verdicts)) });
  expect(last).toEqual(['boat fail: kind Boat of course.example/v1']);
  api.define('Boat', 'boats');
  api.put({ kind: 'Namespace', name: 'lab' });
  await expect.poll(() => last, { timeout: 10_000 }).toEqual(['boat fail: Boat one in namespace lab']);
  api.put({ kind: 'Boat', name: 'one', namespace: 'lab', spec: { sails: '3' } });
  await expect.poll(() => last, { timeout: 10_000 }).toEqual(['boat pass: ']);
  stop.abort();
});

test('an unknown kind of Kubernetes itself is not the student’s to define', async () => {
  await using api = await startFakeApi();
  api.put(oldNode);
  const old: Check = {
    ...resource,
    probe: { kind: 'resource', ref: { ...ref, apiVersion: 'apps/v1beta9', kind: 'Deployment' }, absent: false },
  };
  await using grader = open(api, testLab(old));
  expect(told(await grader.check({ signal }))).toEqual(['boat inconclusive: ']);
  expect(['v1', 'apps/v1', 'batch/v2', 'storage.k8s.io/v9', 'metrics.k8s.io/v1beta1'].filter(isCustom)).toEqual([]);
  expect(['stable.example.com/v1', 'gateway.networking.k8s.io/v1', 'argoproj.io/v1'].every(isCustom)).toBe(true);
});
