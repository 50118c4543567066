import { expect, test } from 'vitest';
import { startFakeApi } from '@drydock/cluster/testing';
import type { CodeCheck } from '@drydock/lab';
import { createGrader } from '../grader.ts';
import { regrade } from '../submission/regrade.ts';
import { deletions, labOf, openCustom, signal, verdictOf } from '../testing/custom-lab.ts';

test('what it saw is reported in both languages, and what it reads is a copy', async () => {
  const { verdict } = await verdictOf(async ({ self, params, get }) => {
    (self as { metadata: object }).metadata = {};
    const pod = await get<{ metadata: { uid: string } }>('v1/Pod lab/web');
    const actual = `${pod?.metadata.uid} ${params['token']}`;
    return { pass: false, actual: { en: `saw ${actual}`, zh: `看到 ${actual}` } };
  });
  expect(verdict).toMatchObject({
    outcome: 'fail',
    actual: 'saw first abc',
    message: {
      en: 'Namespace lab: expected that it comes back; found saw first abc.',
      zh: expect.stringContaining('看到 first abc') as string,
    },
  });
});

test('without its object it fails with what is missing, and does not run', async () => {
  const { verdict } = await verdictOf(async () => Promise.reject(new Error('it ran')), {
    ref: { apiVersion: 'v1', kind: 'Namespace', name: 'lib' },
  });
  expect(verdict).toMatchObject({ outcome: 'fail', missing: 'Namespace lib' });
  expect(verdict?.message.en).toContain('Found Namespace lab');
});

test('what it throws is inconclusive with the message, and so is an invalid answer', async () => {
  const thrown = await verdictOf(async () => Promise.reject(new Error('out of ideas')));
  expect(thrown.verdict).toMatchObject({ outcome: 'inconclusive' });
  expect(thrown.verdict?.message.en).toContain('out of ideas');
  const odd = await verdictOf((async () => 'yes') as unknown as CodeCheck);
  expect(odd.verdict).toMatchObject({ outcome: 'inconclusive' });
  expect(odd.verdict?.message.en).toContain('returned "yes"');
});

test('a check that only looks is offered no action, no command and no mark', async () => {
  for (const attempt of [
    (async (_, { deletePod }) => {
      await deletePod({ metadata: { name: 'web', namespace: 'lab', uid: 'first' } });
      return { pass: true };
    }) satisfies CodeCheck,
    (async ({ look }) => {
      await look({ exec: 'lab/web', argv: ['rm', '/x'] });
      return { pass: true };
    }) satisfies CodeCheck,
    (async ({ look }) => {
      await look({ node: ['rm', '/x'] });
      return { pass: true };
    }) satisfies CodeCheck,
  ] as CodeCheck[]) {
    const { verdict, deletions: done } = await verdictOf(attempt);
    expect(verdict?.message.en).toContain('its <Check> only looks');
    expect(verdict?.outcome).toBe('inconclusive');
    expect(done).toEqual([]);
  }
});

test('one that waits for a node looks at it each time', async () => {
  const wait: CodeCheck = async ({ look, waitFor }) => {
    const isDone = async (): Promise<boolean> => {
      const { values } = await look({ node: ['date'] });
      return values['stdout'] === 'third';
    };
    const done = await waitFor(isDone, { withinMs: 5000 });
    return done ? { pass: true } : { pass: false, actual: 'always the same' };
  };
  const api = await startFakeApi();
  await using _api = api;
  api.put({ kind: 'Namespace', name: 'lab' });
  const answers = ['first', 'second', 'third'];
  await using grader = createGrader({
    lab: labOf(wait, { isAct: true }),
    kubeconfig: api.kubeconfig,
    parameters: {},
    startedAt: new Date(Date.now() - 1000),
    node: async () => ({
      exec: async () => ({ exitCode: 0, stdout: answers.shift() ?? 'later', stderr: '' }),
      address: async () => '127.0.0.1',
    }),
    log: { warn: () => undefined },
    recheckMs: 10,
  });
  expect(await grader.check({ signal })).toMatchObject([{ outcome: 'pass' }]);
});

test('one that acts runs on Check and not in the watch, once for its object, and its evidence is judged again', async () => {
  const acting: CodeCheck = async ({ list, waitFor }, { deletePod }) => {
    const [pod] = await list('v1/Pod lab');
    if (!pod) return { pass: false, actual: 'no Pod' };
    await deletePod(pod);
    const other = await waitFor(async () => (await list('v1/Pod lab'))[0], { withinMs: 2000 });
    return other ? { pass: true } : { pass: false, actual: 'none' };
  };
  const lab = labOf(acting, { isAct: true });
  const { api, grader } = await openCustom(lab);
  await using _api = api;
  await using _grader = grader;
  const stop = new AbortController();
  const live: string[] = [];
  await grader.watch({ signal: stop.signal, onVerdicts: ([one]) => live.push(one?.message.en ?? '') });
  expect(live.at(-1)).toContain('this is tried when you press Check');
  expect(deletions(api)).toEqual([]);
  const { verdicts, evidence } = await grader.submit({ signal });
  stop.abort();
  expect(verdicts).toMatchObject([{ outcome: 'pass' }]);
  expect(deletions(api)).toEqual(['DELETE /api/v1/namespaces/lab/pods/web']);
  const stored = JSON.parse(JSON.stringify(evidence)) as typeof evidence;
  expect(stored.rounds[0]?.checks[0]?.main.values['trace']).toEqual(
    expect.arrayContaining([expect.stringContaining('delete Pod lab/web first')]) as unknown,
  );
  expect(regrade(lab, stored).verdicts).toMatchObject([{ outcome: 'pass' }]);
  const changed = labOf(acting, { isAct: true, digest: 'two' });
  expect(regrade(changed, stored).verdicts).toMatchObject([{ outcome: 'inconclusive' }]);
});
