import { expect, test, vi } from 'vitest';
import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import type { CodeCheck, CodeProbe, Lab } from '@drydock/lab';
import { noNode, testCheck, testLab } from '@drydock/lab/testing';
import { createGrader } from '../grader.ts';
import { regrade } from '../submission/regrade.ts';

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
  const { that: _, ...check } = { ...testCheck, id: 'back', expected: text };
  return {
    ...testLab({ ...check, probe: { ...probe, ...own } }),
    // A thread is handed text, as it is of a file: such a check may use nothing of this one.
    code: {
      url: 'file:///nowhere/checks.ts',
      text: `export const back = ${code.toString()}`,
      digest: 'one',
      names: ['back'],
    },
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
    node: noNode,
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

test('what it reports cannot control a terminal', async () => {
  const seen = await verdictOf(async () => ({ pass: false, actual: '\u001B[31mred\u202E' }));
  const thrown = await verdictOf(async () => Promise.reject(new Error('\u001B[31mred\u202E')));
  for (const { verdict } of [seen, thrown]) {
    expect(verdict?.message.en).toContain('red');
    for (const steering of ['\u001B', '\u202E', '[31m']) expect(verdict?.message.en).not.toContain(steering);
  }
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

test('a cancelled check does nothing more', async () => {
  const { api, grader } = await open(
    labOf(async ({ list }) => {
      for (;;) await list('v1/Pod lab');
    }),
  );
  await using _api = api;
  await using _grader = grader;
  const stop = new AbortController();
  const checked = grader.check({ signal: stop.signal });
  const lists = (): number => api.requests.filter((line) => line.endsWith('/namespaces/lab/pods')).length;
  await expect.poll(lists).toBeGreaterThan(3);
  stop.abort();
  await expect(checked).rejects.toMatchObject({ code: 'aborted' });
  // One request may still be on its way; code that went on would never be seen to rest.
  let before = -1;
  await vi.waitFor(
    () => {
      const [earlier, now] = [before, (before = lists())];
      expect(now).toBe(earlier);
    },
    { interval: 100, timeout: 5000 },
  );
});

test('an endless loop ends with its time, and everything else goes on meanwhile', async () => {
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 20);
  const { verdict } = await verdictOf(
    async () => {
      for (;;);
    },
    { limitMs: 600 },
  );
  clearInterval(timer);
  expect(verdict).toMatchObject({ outcome: 'inconclusive' });
  expect(verdict?.message.en).toContain('back of checks.ts took longer than 0.6 s.');
  expect(verdict?.message.zh).toContain('现在无法判断。checks.ts 中的 back 在 0.6 秒内没有运行完。');
  expect(ticks).toBeGreaterThan(5);
});

test.each([
  ['ends its process', async () => process.exit(0), 'ended itself with exit code 0'],
  [
    'rejects a promise that is not awaited',
    async () => {
      void Promise.reject(new Error('astray'));
      await new Promise(() => undefined);
      return { pass: true };
    },
    'crashed: astray',
  ],
  [
    'floods the memory',
    async () => {
      const all: object[] = [];
      for (;;) all.push({ number: all.length });
    },
    'used more than 64 MiB of memory',
  ],
  [
    'asks without waiting for answers',
    async ({ get }) => {
      for (;;) void get('v1/Pod lab/web');
    },
    'asked for more than 64 things at once',
  ],
  [
    'returns something that cannot be copied',
    async () => ({ pass: false, actual: (() => 'x') as unknown as string }),
    'could not be cloned',
  ],
] satisfies [string, CodeCheck, string][])(
  'code that %s is inconclusive, with the reason',
  async (_, code, message) => {
    const { verdict } = await verdictOf(code);
    expect(verdict).toMatchObject({ outcome: 'inconclusive' });
    expect(verdict?.message.en).toContain(`back of checks.ts ${message.startsWith('could') ? 'failed: ' : message}`);
    expect(verdict?.message.en).toContain(message);
  },
);

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

test('it gets no environment', async () => {
  const { verdict } = await verdictOf(async () => {
    const { env } = process;
    return { pass: false, actual: `${Object.keys(env).length} names` };
  });
  expect(verdict).toMatchObject({ actual: '0 names' });
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
  const { api, grader } = await open(lab);
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
