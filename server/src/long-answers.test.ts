import type { Attempt, AttemptEvent, Submission } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProxy } from './testing/proxy.ts';
import { createTestMachine } from './testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

const readTimeoutMs = 2000;

/** A student behind a proxy that cuts off what says nothing for two seconds; the server answers within one. */
async function behindProxy(settings: Parameters<typeof machine.start>[0] = {}) {
  const { url } = await machine.start({ answerMs: 1000, ...settings });
  const proxy = await startProxy(url, readTimeoutMs);
  const direct = machine.client(url);
  await direct.ask('POST', '/api/session');
  return { proxy, direct, client: machine.client(proxy.url, direct.cookie()) };
}

const isResult = (event: AttemptEvent) => event.type === 'submission';
const isOver = (event: AttemptEvent) => event.type === 'judging' && event.judging === null;

describe('behind a proxy that is less patient than the grader', () => {
  test('a long Submit is answered in time, told by the stream, and the same request again joins it', async () => {
    const { proxy, direct, client } = await behindProxy();
    await using _proxy = proxy;
    const { id } = await direct.ready();
    machine.cluster.pass();
    const page = direct.listen(id);
    const submit = machine.cluster.holdNextSubmit();
    const ask = () => client.ask('POST', `/api/attempts/${id}/submit`);
    const answers = [...(await Promise.all([ask(), ask()])), await ask()];
    for (const { status, json } of answers) {
      expect(status).toBe(202);
      expect(json).toMatchObject({ id, judging: 'submit', submission: null });
    }
    expect(await page.until(({ type }) => type === 'judging')).toMatchObject({ judging: 'submit', problem: null });
    submit.release();
    const told = (await page.until(isResult)) as { submission: Submission };
    expect(told.submission).toMatchObject({ points: 5 });
    await page.until(isOver);
    await page.close();
    expect(page.events.filter(isResult)).toHaveLength(1);
    expect(proxy.timedOut()).toBe(0);
    expect(await client.get(id)).toMatchObject({ judging: null, checkedAt: told.submission.at });
    expect((await ask()).status).toBe(201);
  });

  test('a long Check is answered in time, and its result is on every page', async () => {
    const { proxy, direct, client } = await behindProxy();
    await using _proxy = proxy;
    const { id } = await direct.ready();
    const page = direct.listen(id);
    const check = machine.cluster.holdNextCheck();
    const answer = await client.ask('POST', `/api/attempts/${id}/check`);
    expect([answer.status, (answer.json as Attempt).judging]).toEqual([202, 'check']);
    machine.cluster.pass();
    check.release();
    await page.until(isOver);
    await page.close();
    const attempt = await client.get(id);
    expect(attempt).toMatchObject({ judging: null, points: 5 });
    expect(attempt.checkedAt).not.toBeNull();
    expect((await client.ask('POST', `/api/attempts/${id}/check`)).status).toBe(200);
  });

  test('one that comes to nothing says why in both languages, to those who wait by the stream', async () => {
    const { proxy, direct, client } = await behindProxy();
    await using _proxy = proxy;
    const { id } = await direct.ready();
    const page = direct.listen(id);
    const submit = machine.cluster.holdNextSubmit();
    expect((await client.ask('POST', `/api/attempts/${id}/submit`)).status).toBe(202);
    await client.ask('POST', `/api/attempts/${id}/reset`);
    await submit.begun;
    expect(await page.until((event) => isOver(event) && 'problem' in event && event.problem !== null)).toMatchObject({
      problem: { code: 'aborted', zh: { message: expect.stringContaining('重置') } },
    });
    await page.close();
  });

  test('a long End is answered in time, and the stream tells when it is over', async () => {
    const inner = machine.driver();
    const thaw = Promise.withResolvers<void>();
    const driver = { ...inner, thaw: (id: string) => thaw.promise.then(() => inner.thaw(id)) };
    const { proxy, direct, client } = await behindProxy({ driver, idleMs: 1 });
    await using _proxy = proxy;
    const { id } = await direct.ready();
    await expect.poll(async () => (await inner.list())[0]?.state).toBe('frozen');
    const waking = client.ask('POST', `/api/attempts/${id}/terminals`);
    expect((await waking).json).toMatchObject({ code: 'attempt_not_ready', zh: { message: '集群还在唤醒中。' } });
    expect((await client.ask('DELETE', `/api/attempts/${id}`)).status).toBe(202);
    const page = direct.listen(id);
    thaw.resolve();
    await page.until((event) => event.type === 'state' && event.state === 'ended');
    await page.close();
    expect(proxy.timedOut()).toBe(0);
  });

  test('the stream of events stays open while nothing happens', async () => {
    const { proxy, direct, client } = await behindProxy({ heartbeatMs: 500 });
    await using _proxy = proxy;
    const { id } = await direct.ready();
    const page = client.listen(id);
    await page.until(({ type }) => type === 'attempt');
    const check = machine.cluster.holdNextCheck();
    // Answered after a second each: three of them are longer than the proxy is patient.
    for (let round = 0; round < 3; round += 1) await client.ask('POST', `/api/attempts/${id}/check`);
    check.release();
    await page.until(isOver);
    await page.close();
    expect(proxy.timedOut()).toBe(0);
  });
});
