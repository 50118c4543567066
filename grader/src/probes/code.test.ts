import { expect, test } from 'vitest';
import type { CodeCheck } from '../code.ts';
import { type FakeApi, startFakeApi } from '../fake-api.ts';
import { createGrader } from '../grader.ts';
import type { Check, CodeProbe, Lab } from '../lab.ts';
import { regrade } from '../regrade.ts';

const text = { en: 'it comes back', zh: '它会恢复' };
const probe: CodeProbe = {
  kind: 'code',
  name: 'back',
  ref: { apiVersion: 'v1', kind: 'Namespace', name: 'lab' },
  isAct: false,
  limitMs: 8000,
  digest: 'one',
};
const labOf = (code: CodeCheck, own: Partial<CodeProbe> = {}): Lab => {
  const check: Check = {
    id: 'back',
    task: 'run',
    title: text,
    expected: text,
    probe: { ...probe, ...own },
    with: {},
    withinMs: 0,
    holdMs: 0,
    isFresh: false,
    isOriginal: false,
    isOnce: false,
    needs: [],
    hints: [],
  };
  return {
    id: 'a-lab',
    directory: '/nowhere',
    title: text,
    lesson: 'resources/memory',
    minutes: 5,
    profile: 'one-node',
    nodeShell: false,
    registry: false,
    parameters: {},
    objectives: [text],
    cleanup: { objects: [], files: [] },
    tasks: [{ id: 'run', points: 3, title: text, checks: [check] }],
    code: { back: code },
    solution: {},
  };
};

/** A cluster with the namespace `lab` and a Pod in it, and a grader of a lab with this one check. */
async function open(lab: Lab) {
  const api = await startFakeApi();
  api.put({ kind: 'Namespace', name: 'lab' });
  api.put({ kind: 'Pod', name: 'web', namespace: 'lab', uid: 'first' });
  const grader = createGrader({
    lab,
    kubeconfig: api.kubeconfig,
    parameters: { token: 'abc' },
    startedAt: new Date(Date.now() - 1000),
    node: async () => Promise.reject(new Error('no node in this test')),
    log: { warn: () => undefined },
    recheckMs: 10,
  });
  return { api, grader };
}

const signal = new AbortController().signal;
const deletions = (api: FakeApi): readonly string[] => api.requests.filter((line) => line.startsWith('DELETE'));

async function verdictOf(code: CodeCheck, own: Partial<CodeProbe> = {}) {
  const { api, grader } = await open(labOf(code, own));
  await using _api = api;
  await using _grader = grader;
  const [verdict] = await grader.check({ signal });
  return { verdict, deletions: deletions(api) };
}

test('what it saw is told in both languages, and what it reads is a copy', async () => {
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
  expect(verdict).toMatchObject({ outcome: 'fail', actual: 'not found' });
  expect(verdict?.message.en).toContain('Found Namespace lab');
});

test('what it saw or says cannot steer a terminal', async () => {
  const steering = '\u001B[31mred\u202E';
  const seen = await verdictOf(async () => ({ pass: false, actual: steering }));
  const thrown = await verdictOf(async () => Promise.reject(new Error(steering)));
  for (const { verdict } of [seen, thrown]) {
    expect(verdict?.message.en).toContain('[31mred');
    expect(JSON.stringify(verdict)).not.toMatch(/\\u001b|\u202E/i);
  }
});

test('what it throws is inconclusive with the message, and so is an answer that is none', async () => {
  const thrown = await verdictOf(async () => Promise.reject(new Error('out of ideas')));
  expect(thrown.verdict).toMatchObject({ outcome: 'inconclusive' });
  expect(thrown.verdict?.message.en).toContain('out of ideas');
  const odd = await verdictOf((async () => 'yes') as unknown as CodeCheck);
  expect(odd.verdict).toMatchObject({ outcome: 'inconclusive' });
  expect(odd.verdict?.message.en).toContain('answered "yes"');
});

test('a check that only looks is offered no action, no command and no mark', async () => {
  const pod = { metadata: { name: 'web', namespace: 'lab', uid: 'first' } };
  for (const attempt of [
    (async (_, { deletePod }) => {
      await deletePod(pod);
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

test('its time is limited, and who goes on afterwards can do nothing more', async () => {
  const { promise: isOver, resolve: over } = Promise.withResolvers<void>();
  const { promise: rest, resolve: ended } = Promise.withResolvers<unknown>();
  const stubborn: CodeCheck = async ({ list }, { deletePod }) => {
    const [pod] = await list('v1/Pod lab');
    await isOver;
    if (pod) await deletePod(pod).then(() => ended('done'), ended);
    return { pass: true };
  };
  const { api, grader } = await open(labOf(stubborn, { isAct: true, limitMs: 100 }));
  await using _api = api;
  await using _grader = grader;
  const [verdict] = await grader.check({ signal });
  expect(verdict).toMatchObject({ outcome: 'inconclusive' });
  expect(verdict?.message.en).toContain('took longer than 0.1 s');
  over();
  expect(await rest).toMatchObject({ name: 'TimeoutError' });
  expect(deletions(api)).toEqual([]);
});

test('one that acts runs on Check and not in the watch, once for its object, and its evidence is judged again', async () => {
  let runs = 0;
  const acting: CodeCheck = async ({ list, waitFor }, { deletePod }) => {
    runs += 1;
    const [pod] = await list('v1/Pod lab');
    if (!pod) return { pass: false, actual: 'no Pod' };
    await deletePod(pod);
    const other = await waitFor(async () => (await list('v1/Pod lab'))[0], { withinMs: 2000 });
    return other ? { pass: true } : { pass: false, actual: 'none' };
  };
  const lab = labOf(acting, { isAct: true });
  const { api, grader } = await open(lab);
  await using _api = api;
  await using _grader = grader;
  const stop = new AbortController();
  const live: string[] = [];
  await grader.watch({ signal: stop.signal, onVerdicts: ([one]) => live.push(one?.message.en ?? '') });
  expect(live.at(-1)).toContain('this is tried when you press Check');
  expect(runs).toBe(0);
  const { verdicts, evidence } = await grader.submit({ signal });
  stop.abort();
  expect(verdicts).toMatchObject([{ outcome: 'pass' }]);
  expect(runs).toBe(1);
  expect(deletions(api)).toEqual(['DELETE /api/v1/namespaces/lab/pods/web']);
  const stored = JSON.parse(JSON.stringify(evidence)) as typeof evidence;
  expect(stored.rounds[0]?.checks[0]?.main.values['trace']).toEqual(
    expect.arrayContaining([expect.stringContaining('delete Pod lab/web first')]) as unknown,
  );
  expect(regrade(lab, stored).verdicts).toMatchObject([{ outcome: 'pass' }]);
  const changed = labOf(acting, { isAct: true, digest: 'two' });
  expect(regrade(changed, stored).verdicts).toMatchObject([{ outcome: 'inconclusive' }]);
});
