import { startFakeApi } from '@drydock/cluster/testing';
import { testLab } from '@drydock/lab/testing';
import { expect, test } from 'vitest';
import { createMemories, type GraderMemory } from './memory.ts';
import { regrade } from '../submission/regrade.ts';
import { check, grade, outcomes } from '../testing/graded-lab.ts';

test('what was once true is known to the next grader of the attempt, for the same object', async () => {
  await using api = await startFakeApi();
  const once = testLab({ ...check, isOnce: true });
  const { signal } = new AbortController();
  let remembered: GraderMemory = { checks: {} };
  const pod = { kind: 'Pod', name: 'demo', namespace: 'lab', uid: 'u1' };
  {
    const onRemember = (memory: GraderMemory): void => void (remembered = memory);
    await using grader = grade(api.kubeconfig, { lab: once, recheckMs: 0, onRemember });
    api.put({ ...pod, status: { phase: 'Running' } });
    expect(outcomes(await grader.check({ signal }))).toBe('ready:pass');
    api.put({ ...pod, status: { phase: 'Failed' } });
  }
  expect(remembered).toEqual({ checks: { ready: { wasTrueOf: 'u1' } } });
  await using next = grade(api.kubeconfig, {
    lab: once,
    remembered: JSON.parse(JSON.stringify(remembered)) as GraderMemory,
  });
  expect(outcomes(await next.check({ signal }))).toBe('ready:pass');
  await using stranger = grade(api.kubeconfig, { lab: once });
  expect(outcomes(await stranger.check({ signal }))).toBe('ready:fail');
});

test('what must never be so is remembered when the watch saw it once, also by the next grader, until a reset', async () => {
  await using api = await startFakeApi();
  const never = testLab({ ...check, never: "self.status.phase == 'Failed'" });
  const stop = new AbortController();
  let remembered: GraderMemory = { checks: {} };
  const pod = { kind: 'Pod', name: 'demo', namespace: 'lab', uid: 'u1' };
  const told: string[] = [];
  {
    const onRemember = (memory: GraderMemory): void => void (remembered = memory);
    await using grader = grade(api.kubeconfig, { lab: never, onRemember });
    await grader.watch({ signal: stop.signal, onVerdicts: (verdicts) => told.push(outcomes(verdicts)) });
    api.put({ ...pod, status: { phase: 'Running' } });
    await expect.poll(() => told.at(-1)).toBe('ready:pass');
    api.put({ ...pod, status: { phase: 'Failed' } });
    await expect.poll(() => told.at(-1)).toBe('ready:fail');
    api.put({ ...pod, uid: 'u2', status: { phase: 'Running' } });
    const [verdict] = await grader.check({ signal: stop.signal });
    expect(verdict).toMatchObject({ outcome: 'fail', pending: false });
    expect(verdict?.message.en).toMatch(
      /this was not true at \d\d:\d\d:\d\d UTC\. That counts until you reset the lab/,
    );
  }
  stop.abort();
  const { signal } = new AbortController();
  const kept = JSON.parse(JSON.stringify(remembered)) as GraderMemory;
  await using next = grade(api.kubeconfig, { lab: never, remembered: kept });
  expect(outcomes(await next.check({ signal }))).toBe('ready:fail');
  const { evidence } = await next.submit({ signal });
  expect(regrade(never, evidence).verdicts).toMatchObject([{ outcome: 'fail' }]);
  const memories = createMemories(never.tasks[0]?.checks ?? [], new Date(), kept);
  memories.begin([]);
  expect(memories.find('ready')?.brokenAt).toBeUndefined();
  await using afresh = grade(api.kubeconfig, { lab: never });
  expect(outcomes(await afresh.check({ signal }))).toBe('ready:pass');
});
