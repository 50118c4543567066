import { expect, test } from 'vitest';
import type { Check, Probe } from '@drydock/lab';
import { testCheck } from '@drydock/lab/testing';
import type { Reading } from '../reading/reading.ts';
import { facts, look, object, pod, waiting } from '../testing/because-world.ts';
import { judge } from '../verdict/judge.ts';
import { because } from './because.ts';

test('refused Pods are reported where no Pod exists', async () => {
  const probe: Probe = { kind: 'list', of: { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', selector: 'app=web' } };
  const check: Check = { ...testCheck, probe, that: 'size(items) == 2' };
  const main: Reading = { subject: 's', state: 'found', values: { items: [] }, objects: [], request: '', tookMs: 1 };
  const world = { objects: [object('Namespace', 'lab')], warnings: { 'lab FailedCreate': 'exceeded quota: small' } };
  const text = await because(look(world), check, { main, with: {} }, judge(check, { main, with: {} }, facts, {}));
  expect(text?.zh).toBe('ReplicaSet lab/web-1 创建不了它的 Pod。Kubernetes 的原话：“exceeded quota: small”');
});

test('a pass asks nothing, and neither does a value that is wrong whatever became of the Pod', async () => {
  const world = look({});
  const subject = pod(waiting('CrashLoopBackOff'), { lastState: { terminated: { exitCode: 1 } } });
  const main: Reading = {
    subject: 's',
    state: 'found',
    values: { self: subject },
    objects: [subject],
    request: '',
    tookMs: 1,
  };
  for (const that of ["self.status.phase == 'Pending'", "self.spec.nodeName == 'x'"]) {
    const check: Check = { ...testCheck, that };
    await because(world, check, { main, with: {} }, judge(check, { main, with: {} }, facts, {}));
  }
  expect(world.asked).toEqual([]);
});
