import { startFakeApi } from '@drydock/cluster/testing';
import { type Check, publicLab } from '@drydock/lab';
import { oldNode, testCheck, testLab } from '@drydock/lab/testing';
import { CourseError } from '@drydock/model';
import { expect, test } from 'vitest';
import type { GraderOptions } from './grader.ts';
import type { GraderMemory } from './memory/memory.ts';
import { check, grade, lab, outcomes } from './testing/graded-lab.ts';

test('a task gives its points when all its checks pass, none for half of them', async () => {
  await using api = await startFakeApi();
  await using grader = grade(api.kubeconfig);
  const { signal } = new AbortController();
  expect(outcomes(await grader.check({ signal }))).toBe('ready:fail fresh:fail other:fail');
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: {}, status: { phase: 'Running' } });
  const half = await grader.check({ signal });
  expect(outcomes(half)).toBe('ready:pass fresh:fail other:pass');
  expect(grader.points(half)).toBe(2);
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { a: 'b' }, status: { phase: 'Running' } });
  expect(grader.points(await grader.check({ signal }))).toBe(5);
});

test('a verdict follows a change by the watch alone', async () => {
  await using api = await startFakeApi();
  await using grader = grade(api.kubeconfig);
  const told: string[] = [];
  await grader.watch({ signal: new AbortController().signal, onVerdicts: (verdicts) => told.push(outcomes(verdicts)) });
  expect(told).toEqual(['ready:fail fresh:fail other:fail']);
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { a: 'b' }, status: { phase: 'Pending' } });
  await expect.poll(() => told.at(-1)).toBe('ready:fail fresh:pass other:pass');
  api.drop();
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { a: 'b' }, status: { phase: 'Running' } });
  await expect.poll(() => told.at(-1)).toBe('ready:pass fresh:pass other:pass');
});

test('a status that was forged for one reading does not pass a submission', async () => {
  await using api = await startFakeApi();
  await using grader = grade(api.kubeconfig, { recheckMs: 200 });
  const { signal } = new AbortController();
  api.put(oldNode);
  api.put({
    kind: 'Pod',
    name: 'demo',
    namespace: 'lab',
    spec: { a: 'b', nodeName: 'one' },
    status: { phase: 'Running' },
  });
  const submitted = grader.submit({ signal });
  const reads = (): number =>
    api.requests.filter((request) => request === 'GET /api/v1/namespaces/lab/pods/demo').length;
  await expect.poll(reads).toBe(1);
  // What a kubelet does with a status that is not its own.
  api.put({
    kind: 'Pod',
    name: 'demo',
    namespace: 'lab',
    spec: { a: 'b', nodeName: 'one' },
    status: { phase: 'Failed' },
  });
  const { verdicts, evidence } = await submitted;
  expect(outcomes(verdicts)).toBe('ready:fail fresh:pass other:pass');
  expect(evidence.rounds.map((round) => round.checks[0]?.verdict.outcome)).toEqual(['pass', 'fail']);
  expect(evidence.rounds[0]?.objects).toEqual([expect.objectContaining({ ref: 'Pod lab/demo', resourceVersion: '3' })]);
});

test('a node that appeared during the attempt lets nothing pass, and is named', async () => {
  await using api = await startFakeApi();
  await using grader = grade(api.kubeconfig, { recheckMs: 0 });
  api.put(oldNode);
  api.put({
    kind: 'Pod',
    name: 'demo',
    namespace: 'lab',
    spec: { a: 'b', nodeName: 'one' },
    status: { phase: 'Running' },
  });
  api.put({ kind: 'Node', name: 'made-up' });
  const { verdicts, evidence } = await grader.submit({ signal: new AbortController().signal });
  expect(outcomes(verdicts)).toBe('ready:inconclusive fresh:inconclusive other:inconclusive');
  expect(verdicts[0]?.message.en).toContain('Node made-up is between the grader and the cluster');
  expect(evidence.tampering.map(({ ref }) => ref)).toEqual(['Node made-up']);
  expect(grader.points(verdicts)).toBe(0);
});

test('a cluster that does not answer makes every verdict inconclusive, and is said so', async () => {
  const api = await startFakeApi();
  await api[Symbol.asyncDispose]();
  await using grader = grade(api.kubeconfig);
  const verdicts = await grader.check({ signal: new AbortController().signal });
  expect(outcomes(verdicts)).toBe('ready:inconclusive fresh:inconclusive other:inconclusive');
  expect(verdicts[0]?.message.en).toContain('ECONNREFUSED');
});

test('a look-alike Pod from before the attempt does not pass', async () => {
  await using api = await startFakeApi();
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { a: 'b' }, status: { phase: 'Running' } });
  await using grader = grade(api.kubeconfig, { startedAt: new Date(Date.now() + 5000) });
  const [verdict] = await grader.check({ signal: new AbortController().signal });
  expect(verdict).toMatchObject({
    outcome: 'fail',
    message: { en: expect.stringContaining('older than this attempt') as string },
  });
});

test('a cancelled check ends at once', async () => {
  await using api = await startFakeApi();
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: {}, status: {} });
  const slow = testLab({ ...check, withinMs: 600_000 });
  await using grader = grade(api.kubeconfig, { lab: slow });
  const stop = new AbortController();
  const checked = grader.check({ signal: stop.signal });
  await expect.poll(() => api.requests).toContain('GET /api/v1/namespaces/lab/pods/demo');
  stop.abort();
  await expect(checked).rejects.toThrow(/abort|cancelled/);
});

test('the browser learns ids, titles and counts, and nothing that gives the answer', () => {
  const shown = publicLab(lab);
  expect(shown).toMatchObject({
    id: 'a-lab',
    points: 5,
    tasks: [{ checks: [{ id: 'ready', title: check.title, hints: 1 }, {}] }, {}],
  });
  expect(JSON.stringify(shown)).not.toMatch(/secret|self\.|Running|phase/);
});

test('before there is a cluster, checks of nodes work, those of the API have nothing to judge, and nothing falls over', async () => {
  const none = new CourseError('no_cluster', 'There is no cluster yet.', 'Make one.');
  const onNode: Check = {
    ...testCheck,
    id: 'node',
    probe: { kind: 'node', argv: ['true'] },
    that: 'exitCode == 0',
  };
  const { that: _, ...plain } = testCheck;
  const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', name: 'demo' };
  const gone: Check = { ...plain, id: 'gone', probe: { kind: 'resource', ref: pod, absent: true } };
  const logged: string[] = [];
  const { signal } = new AbortController();
  const onStep = (): void => undefined;
  const run = async (): Promise<{ exitCode: number; stdout: string; stderr: string }> => ({
    exitCode: 0,
    stdout: '',
    stderr: '',
  });
  let memory: GraderMemory | undefined;
  const options: Partial<GraderOptions> = {
    lab: { ...testLab(testCheck, gone, onNode), profile: 'bare' },
    kubeconfig: () => Promise.reject(none),
    log: { warn: (_details, message) => logged.push(message) },
    node: async () => ({ name: 'machine', exec: run, address: async () => '127.0.0.1' }),
    recheckMs: 0,
    onRemember: (told) => {
      memory = told;
    },
  };
  {
    await using grader = grade('', options);
    await grader.prepare({ signal, onStep });
    const told: string[] = [];
    await grader.watch({ signal, onVerdicts: (verdicts) => told.push(outcomes(verdicts)) });
    expect(told.at(-1)).toBe('ready:fail gone:fail node:pass');
    const { verdicts, evidence } = await grader.submit({ signal });
    expect(outcomes(verdicts)).toBe('ready:fail gone:fail node:pass');
    expect(verdicts[0]).toMatchObject({ missing: 'cluster', message: { en: expect.stringContaining('no cluster') } });
    expect(logged).toEqual([]);
    expect(evidence).toMatchObject({ nodes: [], tampering: [] });
  }
  // What a student does to machines cannot be taken back: the sandbox is replaced.
  await using again = grade('', { ...options, ...(memory && { remembered: memory }) });
  await expect(again.reset({ signal, onStep })).rejects.toMatchObject({ code: 'cluster_broken' });
});

test('a tick comes when the student has made the cluster, without a reload', async () => {
  await using api = await startFakeApi();
  let isMade = false;
  await using grader = grade('', {
    lab: { ...testLab(testCheck), profile: 'bare' },
    kubeconfig: async () => {
      if (isMade) return api.kubeconfig;
      throw new CourseError('no_cluster', 'There is no cluster yet.', 'Make one.');
    },
  });
  const told: string[] = [];
  await grader.watch({ signal: new AbortController().signal, onVerdicts: (verdicts) => told.push(outcomes(verdicts)) });
  expect(told).toEqual(['ready:fail']);
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: {}, status: { phase: 'Running' } });
  isMade = true;
  await expect.poll(() => told.at(-1), { timeout: 30_000 }).toBe('ready:pass');
}, 40_000);
