import { expect, test } from 'vitest';
import { type CheckMemory, type Facts, judge } from './judge.ts';
import type { Check } from '@drydock/lab';
import { testCheck } from '@drydock/lab/testing';
import type { KubeObject } from '@drydock/model';
import type { Reading } from '../reading/reading.ts';

const start = new Date('2026-01-01T00:00:00Z');
const check: Check = {
  ...testCheck,
  expected: { en: 'the memory limit is 200Mi', zh: '内存限制为 200Mi' },
  probe: {
    kind: 'resource',
    ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'mem-example', name: 'memory-demo' },
    absent: false,
  },
  that: "quantity(self.spec.limit) == quantity('200Mi')",
};
const factsAt = (seconds: number, lacking: readonly string[] = []): Facts => ({
  parameters: {},
  startedAt: start,
  now: new Date(start.getTime() + seconds * 1000),
  serverVersion: '1.36.3',
  lacking: new Set(lacking),
});
function pod(spec: object, createdAt = start): KubeObject & { spec: object } {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'memory-demo',
      namespace: 'mem-example',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: createdAt.toISOString(),
    },
    spec,
  };
}
function reading(spec: object, createdAt?: Date): Reading {
  const object = pod(spec, createdAt);
  return {
    subject: 'Pod mem-example/memory-demo',
    state: 'found',
    values: { self: object },
    objects: [object],
    bornAt: start.getTime(),
    request: '',
    tookMs: 1,
  };
}
const one = (own: Check, main: Reading, facts = factsAt(1), memory: CheckMemory = {}) =>
  judge(own, { main, with: {} }, facts, memory);

test('a pass states what holds, in both languages', () => {
  expect(one(check, reading({ limit: '0.1953125Gi' }))).toMatchObject({
    outcome: 'pass',
    pending: false,
    message: {
      en: 'Pod mem-example/memory-demo: the memory limit is 200Mi.',
      zh: 'Pod mem-example/memory-demo：内存限制为 200Mi。',
    },
  });
});

test('a fail names object, expected, field and actual', () => {
  const verdict = one(check, reading({ limit: '200M' }));
  expect(verdict).toMatchObject({ outcome: 'fail', pending: false, actual: '200M', expected: check.expected });
  expect(verdict.message).toEqual({
    en: 'Pod mem-example/memory-demo: expected that the memory limit is 200Mi; spec.limit is 200M.',
    zh: 'Pod mem-example/memory-demo：要求“内存限制为 200Mi”，实际 spec.limit 为 200M。',
  });
});

test('a missing field is a fail that says so', () => {
  expect(one(check, reading({}))).toMatchObject({
    outcome: 'fail',
    message: { zh: expect.stringContaining('未设置') as string },
    rows: [{ name: 'spec.limit', actual: '', isMet: false }],
  });
});

test('a missing object comes with the nearest that is there', () => {
  const what = { apiVersion: 'v1', kind: 'Pod', namespace: 'mem-example', name: 'memory-demo' };
  const miss = { what, isNamespaceMissing: false, near: [{ namespace: 'default', name: 'memory-demo' }] };
  const verdict = one(check, { ...reading({}), state: 'missing', values: {}, objects: [], miss });
  expect(verdict.message.en).toBe(
    'There is no Pod memory-demo in namespace mem-example yet. Found Pod default/memory-demo.',
  );
  expect(verdict).toMatchObject({ outcome: 'fail', missing: 'Pod memory-demo in namespace mem-example' });
});

test('a cluster that does not answer costs nothing', () => {
  expect(one(check, { ...reading({}), state: 'unavailable', reason: 'ECONNREFUSED' })).toMatchObject({
    outcome: 'inconclusive',
    pending: false,
  });
  expect(one({ ...check, needs: ['>=1.99'] }, reading({ limit: '1' }), factsAt(1, ['>=1.99']))).toMatchObject({
    outcome: 'inconclusive',
    message: { en: 'Not on this cluster: the check needs Kubernetes 1.99 or newer.' },
  });
});

test('within: a fail is pending until the object is old enough', () => {
  const patient = { ...check, withinMs: 20_000 };
  expect(one(patient, reading({ limit: '1' }), factsAt(19))).toMatchObject({ outcome: 'fail', pending: true });
  expect(one(patient, reading({ limit: '1' }), factsAt(21))).toMatchObject({ outcome: 'fail', pending: false });
});

test('hold: a pass counts when it lasted, and a break starts it over', () => {
  const held = { ...check, holdMs: 10_000 };
  const memory: CheckMemory = {};
  const [good, bad] = [reading({ limit: '200Mi' }), reading({ limit: '1' })];
  expect(one(held, good, factsAt(0), memory)).toMatchObject({ outcome: 'fail', pending: true });
  expect(one(held, bad, factsAt(6), memory)).toMatchObject({ outcome: 'fail', pending: false });
  expect(one(held, good, factsAt(8), memory)).toMatchObject({ outcome: 'fail', pending: true });
  expect(one(held, good, factsAt(17), memory)).toMatchObject({ outcome: 'fail', pending: true });
  expect(one(held, good, factsAt(18), memory)).toMatchObject({ outcome: 'pass', pending: false });
});

test('since="start": an object from before the attempt does not count, however right it is', () => {
  const fresh = { ...check, isFresh: true };
  expect(one(fresh, reading({ limit: '200Mi' }, new Date(start.getTime() - 1000)))).toMatchObject({
    outcome: 'fail',
    message: { en: expect.stringContaining('older than this attempt') as string },
  });
  expect(one(fresh, reading({ limit: '200Mi' }))).toMatchObject({ outcome: 'pass' });
});

test('since="setup": only the very object the lab started with counts; a grader that did not prepare the lab is inconclusive', () => {
  const original = { ...check, isOriginal: true };
  const good = reading({ limit: '200Mi' });
  expect(one(original, good, { ...factsAt(1), made: ['u', 'other'] }).outcome).toBe('pass');
  expect(one(original, good, { ...factsAt(1), made: ['other'] })).toMatchObject({
    outcome: 'fail',
    message: { en: expect.stringContaining('deleted and created again') as string },
  });
  expect(one(original, good, factsAt(1)).outcome).toBe('inconclusive');
});

test('once: what was seen true stays true', () => {
  const memory: CheckMemory = {};
  const once = { ...check, isOnce: true };
  expect(one(once, reading({ limit: '1' }), factsAt(1), memory).outcome).toBe('fail');
  expect(one(once, reading({ limit: '200Mi' }), factsAt(2), memory).outcome).toBe('pass');
  expect(one(once, reading({ limit: '1' }), factsAt(14), memory).outcome).toBe('pass');
});

test('within: a command on a node is waited for as long as the object it is compared with is young', () => {
  const onNode: Check = { ...check, probe: { kind: 'node', argv: ['true'] }, that: "stdout == 'x'", withinMs: 20_000 };
  const { bornAt: _none, ...command } = reading({});
  const main: Reading = { ...command, values: { stdout: '', stderr: '', exitCode: 0 }, objects: [] };
  const verdictAt = (seconds: number) => judge(onNode, { main, with: { pod: reading({}) } }, factsAt(seconds), {});
  expect(verdictAt(10)).toMatchObject({ outcome: 'fail', pending: true });
  expect(verdictAt(21)).toMatchObject({ outcome: 'fail', pending: false });
  expect(judge(onNode, { main, with: {} }, factsAt(10), {}).pending).toBe(false);
});

test('once: what a kubelet puts right within ten seconds was never true', () => {
  const memory = {};
  const once = { ...check, isOnce: true };
  expect(one(once, reading({ limit: '200Mi' }), factsAt(2), memory).outcome).toBe('pass');
  expect(one(once, reading({ limit: '1' }), factsAt(9), memory).outcome).toBe('fail');
  expect(one(once, reading({ limit: '200Mi' }), factsAt(10), memory).outcome).toBe('pass');
  expect(one(once, reading({ limit: '1' }), factsAt(15), memory).outcome).toBe('fail');
  expect(memory).not.toHaveProperty('wasTrueOf');
});

test('a status from the future is not waited for', () => {
  const later = { ...reading({ limit: '1' }), bornAt: factsAt(100).now.getTime() };
  expect(one({ ...check, withinMs: 20_000 }, later, factsAt(1), {}).pending).toBe(false);
});

test('once: another Pod of the same name has to do it itself', () => {
  const memory: CheckMemory = {};
  const once = { ...check, isOnce: true };
  expect(one(once, reading({ limit: '200Mi' }), factsAt(2), memory).outcome).toBe('pass');
  const main = reading({ limit: '1' });
  const another = main.objects.map((object) => ({
    ...object,
    metadata: { ...object.metadata, uid: 'another Pod of the name' },
  }));
  expect(one(once, { ...main, objects: another }, factsAt(3), memory).outcome).toBe('fail');
});

test('absent: what is gone passes, what is there fails', () => {
  const absent: Check = {
    ...check,
    probe: { ...check.probe, kind: 'resource', ref: { apiVersion: 'v1', kind: 'Pod', name: 'x' }, absent: true },
  };
  const { that: _, ...plain } = absent;
  expect(one(plain, { ...reading({}), state: 'missing', values: {}, objects: [] }).outcome).toBe('pass');
  expect(one(plain, reading({})).outcome).toBe('fail');
});
