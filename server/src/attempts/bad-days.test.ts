import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type AttemptEvent, CourseError } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeAgent } from '../testing/fake-agent.ts';
import { testLab } from '../testing/lab.ts';
import { createClient, createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

describe('bad days', () => {
  test('no disk in the middle of a start is told as such', async () => {
    const driver = machine.driver({
      onCreateStep() {
        throw new CourseError('no_disk', 'The disk is full.', 'Free 5 GiB.');
      },
    });
    const server = await machine.start({ driver });
    const { id } = await server.start();
    expect((await server.reach(id, 'failed')).problem).toMatchObject({
      code: 'no_disk',
      message: 'The disk is full.',
      fix: 'Free 5 GiB.',
    });
  });

  test('a fault nobody expected is an id for the student and a stack for the log', async () => {
    const driver = machine.driver({
      onCreateStep() {
        throw new TypeError('x is not a function');
      },
    });
    const server = await machine.start({ driver });
    const { id } = await server.start();
    const { problem } = await server.reach(id, 'failed');
    expect(problem?.code).toBe('internal');
    const errorId = /error ([0-9a-f]{8})/.exec(problem?.message ?? '')?.[1];
    const line = machine.logged.find((each) => errorId !== undefined && each.includes(errorId));
    expect(line).toContain('x is not a function');
    expect(line).toContain('bad-days.test.ts');
  });

  test('the cluster deleted under an attempt: it is lost with a way out, and a reset gives a new one; the submission is kept', async () => {
    const server = await machine.start();
    const { id, sandbox, parameters } = await server.ready();
    await server.ask('POST', `/api/attempts/${id}/submit`);
    const stream = server.listen(id);
    await stream.until((event) => event.type === 'attempt');
    rmSync(join(machine.hostDirectory, String(sandbox)), { recursive: true });
    const lost = (await stream.until((event) => event.type === 'state')) as Extract<AttemptEvent, { type: 'state' }>;
    await stream.close();
    expect(lost).toMatchObject({
      state: 'lost',
      problem: {
        code: 'sandbox_lost',
        message: expect.stringContaining(String(sandbox)),
        fix: expect.stringContaining('Press Reset'),
      },
    });
    const check = await server.ask('POST', `/api/attempts/${id}/check`);
    expect(check.json).toMatchObject({ code: 'attempt_not_ready', fix: expect.stringContaining('Press Reset') });
    await server.ask('POST', `/api/attempts/${id}/reset`);
    const again = await server.reach(id, 'ready');
    expect(again.sandbox).not.toBe(sandbox);
    expect(again).toMatchObject({ problem: null, submission: { attempt: id } });
    expect(again.parameters).not.toEqual(parameters);
    await server.close();
    expect((await (await machine.start()).get(id)).parameters).toEqual(again.parameters);
  });

  test('what the grader remembers beside the cluster outlives the server, and a reset forgets all but how the cluster came', async () => {
    const before = await machine.start();
    const { id } = await before.ready();
    await before.close();
    const graders = () => machine.cluster.calls.filter((call) => call.startsWith('create'));
    const server = await machine.start();
    await server.ask('POST', `/api/attempts/${id}/check`);
    expect(graders().at(-1)).toContain('remembers the-first-object of this-cluster');
    await server.ask('POST', `/api/attempts/${id}/reset`);
    await server.reach(id, 'ready');
    expect(graders().at(-1)).toContain('remembers nothing of this-cluster');
  });

  test('a cluster that no reset can bring back is replaced by the reset, and nobody has to ask twice', async () => {
    const server = await machine.start();
    const { id, sandbox } = await server.ready();
    machine.cluster.breakForReset();
    await server.ask('POST', `/api/attempts/${id}/reset`);
    const again = await server.reach(id, 'ready');
    expect(again).toMatchObject({ problem: null });
    expect(again.sandbox).not.toBe(sandbox);
    expect(machine.cluster.calls.filter((call) => call === 'reset')).toHaveLength(1);
    expect((await server.get(id)).sandbox).toBe(again.sandbox);
  });

  test('a lab whose resets give a new cluster is never reset in place', async () => {
    const server = await machine.start({ lab: { ...testLab, reset: 'new-cluster' } });
    const { id, sandbox, parameters } = await server.ready();
    await server.ask('POST', `/api/attempts/${id}/reset`);
    const again = await server.reach(id, 'ready');
    expect(again).toMatchObject({ problem: null });
    expect(again.sandbox).not.toBe(sandbox);
    expect(again.parameters).not.toEqual(parameters);
    expect(machine.cluster.calls).not.toContain('reset');
  });

  test('no place left: the next one waits with its place in the queue, and gets the first that is free', async () => {
    const server = await machine.start({ maximum: 1 });
    const { id } = await server.ready();
    const other = createClient(server.url);
    await other.ask('POST', '/api/session');
    const waiting = await other.start();
    const stream = other.listen(waiting.id);
    const isQueued = (step: { id: string }) => step.id === 'queue';
    await stream.until(
      (event) =>
        (event.type === 'step' && isQueued(event.step)) ||
        (event.type === 'attempt' && event.attempt.steps.some(isQueued)),
    );
    await stream.close();
    const queued = {
      id: 'queue',
      state: 'running',
      detail: 'you are next',
      zh: { detail: '下一个就是你' },
      queue: { place: 1, waiting: 1 },
      since: expect.any(String),
    };
    expect(await other.get(waiting.id)).toMatchObject({ state: 'queued', steps: [queued] });
    await server.ask('DELETE', `/api/attempts/${id}`);
    await other.reach(waiting.id, 'ready');
  });

  test('the browser offline for a minute: the next stream begins with all that was missed', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const before = server.listen(id);
    await before.until((event) => event.type === 'attempt');
    await before.close();
    machine.cluster.pass();
    await server.ask('POST', `/api/attempts/${id}/submit`);
    const after = server.listen(id);
    const first = (await after.until((event) => event.type === 'attempt')) as Extract<
      AttemptEvent,
      { type: 'attempt' }
    >;
    await after.close();
    expect(after.events[0]).toBe(first);
    expect(first.attempt).toMatchObject({ points: 5, submission: { points: 5 } });
  });

  test('a page that comes back while its attempt ends does not wake it, and the lab can be started again', async () => {
    const inner = machine.driver();
    const gone = Promise.withResolvers<void>();
    const server = await machine.start({
      driver: { ...inner, destroy: (id) => gone.promise.then(() => inner.destroy(id)) },
    });
    const { id, sandbox } = await server.ready();
    const agent = await startFakeAgent(join(machine.hostDirectory, sandbox ?? '', 'agent.sock'));
    try {
      const order = agent.holdNextOrder();
      const removed = server.ask('DELETE', `/api/attempts/${id}`);
      await order.begun;
      const page = server.listen(id);
      await page.until((event) => event.type === 'attempt');
      order.release();
      expect((await removed).status).toBe(204);
      await page.until((event) => event.type === 'state');
      const states = () => page.events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
      const isTurnedAway = () => machine.logged.some((line) => line.includes('not woken'));
      await expect.poll(() => states().length > 1 || isTurnedAway()).toBe(true);
      expect(states()).toEqual(['ended']);
      await page.close();
      expect((await server.ask('POST', '/api/attempts', { lab: 'memory-limit' })).status).toBe(201);
      expect((await server.get(id)).state).toBe('ended');
    } finally {
      gone.resolve();
      await agent.stop();
    }
  });

  test('a reset while a check runs calls the check off with a reason', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const check = machine.cluster.holdNextCheck();
    const answer = server.ask('POST', `/api/attempts/${id}/check`);
    await check.begun;
    await server.ask('POST', `/api/attempts/${id}/reset`);
    expect((await answer).json).toMatchObject({ code: 'aborted', message: expect.stringContaining('reset') });
  });

  test('the API server away during a check is an answer, not a hang', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    machine.cluster.setReachable(false);
    expect((await server.ask('POST', `/api/attempts/${id}/check`)).json).toMatchObject({ code: 'cluster_unreachable' });
    machine.cluster.setReachable(true);
    expect((await server.ask('POST', `/api/attempts/${id}/check`)).status).toBe(200);
  });
});
