import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt, AttemptEvent, Progress } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

const hourMs = 3600_000;
const lifeMs = (attempt: Attempt): number => Date.parse(attempt.expiresAt ?? '') - Date.parse(attempt.readyAt ?? '');

describe("a student's time", () => {
  test('counts from ready: waiting, starting and setting up cost nothing', async () => {
    const server = await machine.start({ maximum: 1, attemptLifeMs: 4 * hourMs });
    const first = await server.ready();
    expect(lifeMs(first)).toBe(4 * hourMs);
    const { readyAt, expiresAt } = await server.get(first.id);
    expect({ readyAt, expiresAt }).toEqual({ readyAt: first.readyAt, expiresAt: first.expiresAt });
    const other = machine.client(server.url);
    await other.ask('POST', '/api/session');
    const queued = await other.start();
    expect(queued).toMatchObject({ readyAt: null, expiresAt: null });
    await server.ask('DELETE', `/api/attempts/${first.id}`);
    expect(lifeMs(await other.reach(queued.id, 'ready'))).toBe(4 * hourMs);
  });

  test('is told to every page with the clock of the server', async () => {
    const server = await machine.start();
    const { id, expiresAt } = await server.ready();
    const pages = [server.listen(id), server.listen(id)];
    for (const page of pages) {
      const first = await page.until(({ type }) => type === 'attempt');
      expect(Math.abs(Date.now() - Date.parse((first as { now?: string }).now ?? ''))).toBeLessThan(60_000);
    }
    const answer = await server.ask('POST', `/api/attempts/${id}/extend`);
    expect(answer.status).toBe(200);
    expect(Date.parse(answer.headers.get('date') ?? '')).not.toBeNaN();
    const later = new Date(Date.parse(expiresAt ?? '') + hourMs).toISOString();
    expect(answer.json).toMatchObject({ expiresAt: later, extensionsLeft: 3 });
    for (const page of pages) {
      expect(await page.until(({ type }) => type === 'times')).toMatchObject({ expiresAt: later, extensionsLeft: 3 });
      await page.close();
    }
  });

  test('can be extended as often as the course allows, over a restart too, and then says so in both languages', async () => {
    const before = await machine.start({ extensions: 2 });
    const { id } = await before.ready();
    await before.ask('POST', `/api/attempts/${id}/extend`);
    await before.close();
    const server = await machine.start({ extensions: 2 });
    const second = await server.ask('POST', `/api/attempts/${id}/extend`);
    expect(second.json).toMatchObject({ extensionsLeft: 0 });
    const third = await server.ask('POST', `/api/attempts/${id}/extend`);
    expect(third.status).toBe(409);
    expect(third.json).toMatchObject({
      code: 'conflict',
      message: 'You have already extended this attempt 2 times, which is the limit.',
      zh: { message: '这次实验已经延长过 2 次，不能再延长了。' },
    });
    expect((await server.get(id)).expiresAt).toBe((second.json as Attempt).expiresAt);
  });

  test('is not extended before the cluster is there', async () => {
    const server = await machine.start({ driver: machine.driver({ milliseconds: { create: 60_000 } }) });
    const { id } = await server.start();
    const answer = await server.ask('POST', `/api/attempts/${id}/extend`);
    expect(answer.json).toMatchObject({ code: 'attempt_not_ready', zh: { message: expect.stringContaining('实验') } });
  });

  test('after a reset is what it was, but never less than an hour', async () => {
    const server = await machine.start({ attemptLifeMs: 2 * hourMs });
    const { id, expiresAt } = await server.ready();
    await server.ask('POST', `/api/attempts/${id}/reset`);
    expect((await server.reach(id, 'ready')).expiresAt).toBe(expiresAt);
    const short = await machine.start({ attemptLifeMs: 30 * 60_000, dataDirectory: join(machine.directory, 'short') });
    const begun = await short.ready();
    await short.ask('POST', `/api/attempts/${begun.id}/reset`);
    const again = await short.reach(begun.id, 'ready');
    expect(Date.parse(again.expiresAt ?? '')).toBeGreaterThan(Date.parse(begun.expiresAt ?? ''));
  });

  test('begins again with a new cluster', async () => {
    const server = await machine.start({ extensions: 1 });
    const { id, sandbox } = await server.ready();
    await server.ask('POST', `/api/attempts/${id}/extend`);
    const page = server.listen(id);
    rmSync(join(machine.hostDirectory, String(sandbox)), { recursive: true });
    await page.until((event) => event.type === 'state' && event.state === 'lost');
    await page.close();
    await server.ask('POST', `/api/attempts/${id}/reset`);
    const again = await server.reach(id, 'ready');
    expect(lifeMs(again)).toBe(4 * hourMs);
    expect(again.extensionsLeft).toBe(1);
  });
});

describe('when the time is up', () => {
  const endsSoon = { attemptLifeMs: 1500 };

  test('what is in the cluster is graded before it goes, stored as made at the end, and everybody is told why', async () => {
    const server = await machine.start(endsSoon);
    const { id } = await server.ready();
    machine.cluster.pass();
    const ended = await server.reach(id, 'ended');
    expect(ended.submission).toMatchObject({ points: 5, maxPoints: 5, atEnd: true });
    expect(ended.problem).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('5 of 5 points'),
      fix: expect.stringContaining('Start the lab again'),
      zh: { message: expect.stringContaining('时间到'), fix: expect.stringContaining('重新开始') },
    });
    await expect.poll(() => machine.driver().list()).toEqual([]);
    const file = await server.ask('GET', `/api/submissions/${ended.submission?.id}`);
    expect(JSON.parse((file.json as { signed: string }).signed)).toMatchObject({ submission: { atEnd: true } });
    expect(((await server.ask('GET', '/api/progress')).json as Progress).labs['memory-limit']?.best?.points).toBe(5);
  });

  test('it counts only if it is better than what the student submitted', async () => {
    const server = await machine.start(endsSoon);
    const { id } = await server.ready();
    machine.cluster.set('limits/request', 'pass');
    const own = (await server.ask('POST', `/api/attempts/${id}/submit`)).json as { id: string };
    machine.cluster.set('limits/request', 'fail');
    const ended = await server.reach(id, 'ended');
    expect(ended.submission).toMatchObject({ id: own.id, points: 2 });
    expect(ended.problem?.message).toContain('0 of 5 points');
    await server.close();
    const again = await machine.start();
    expect((await again.get(id)).submission).toEqual(ended.submission);
    expect(((await again.ask('GET', '/api/progress')).json as Progress).labs['memory-limit']?.best).toMatchObject({
      id: own.id,
      points: 2,
    });
  });

  test('the student who asks for more time in the last moment goes on', async () => {
    const server = await machine.start(endsSoon);
    const { id } = await server.ready();
    const { release, begun } = machine.cluster.holdNextSubmit();
    const page = server.listen(id);
    await begun;
    await server.ask('POST', `/api/attempts/${id}/extend`);
    release();
    await page.until(({ type }) => type === 'submission');
    await page.close();
    expect(await server.get(id)).toMatchObject({ state: 'ready', submission: { atEnd: true } });
  });

  test('a server that was down then grades what is still there', async () => {
    const before = await machine.start({ attemptLifeMs: 1000 });
    const { id } = await before.ready();
    machine.cluster.pass();
    await before.close();
    const server = await machine.start();
    expect(await server.reach(id, 'ended')).toMatchObject({ submission: { points: 5, atEnd: true } });
  });

  test('a frozen cluster is woken for it', async () => {
    const server = await machine.start({ attemptLifeMs: 1500, idleMs: 1 });
    const { id } = await server.ready();
    machine.cluster.pass();
    await expect.poll(async () => (await server.get(id)).state, { timeout: 20_000 }).toBe('ended');
    expect((await server.get(id)).submission).toMatchObject({ points: 5, atEnd: true });
  });

  test('an attempt that lost its cluster says that nothing could be graded', async () => {
    const server = await machine.start(endsSoon);
    const { id, sandbox } = await server.ready();
    rmSync(join(machine.hostDirectory, String(sandbox)), { recursive: true });
    const ended = await server.reach(id, 'ended');
    expect(ended).toMatchObject({
      submission: null,
      problem: { message: expect.stringContaining('nothing to grade') },
    });
  });
});

describe('after a submission', () => {
  const leftMs = (attempt: Attempt): number => Date.parse(attempt.expiresAt ?? '') - Date.now();

  test('with all points the place is given up soon, which pages are told, unless one more hour is asked for', async () => {
    const server = await machine.start({ afterSubmitMs: 60_000 });
    const { id } = await server.ready();
    await server.ask('POST', `/api/attempts/${id}/submit`);
    expect(leftMs(await server.get(id))).toBeGreaterThan(hourMs);
    machine.cluster.pass();
    const page = server.listen(id);
    await server.ask('POST', `/api/attempts/${id}/submit`);
    await page.until((event) => event.type === 'times' && Date.parse(event.expiresAt ?? '') - Date.now() <= 60_000);
    await page.close();
    expect(leftMs(await server.get(id))).toBeLessThanOrEqual(60_000);
    await server.ask('POST', `/api/attempts/${id}/extend`);
    expect(leftMs(await server.get(id))).toBeGreaterThan(hourMs - 60_000);
  });

  test('then it ends by itself with its submission, and the place is free', async () => {
    const server = await machine.start({ afterSubmitMs: 1 });
    const { id } = await server.ready();
    machine.cluster.pass();
    await server.ask('POST', `/api/attempts/${id}/submit`);
    expect(await server.reach(id, 'ended')).toMatchObject({ submission: { points: 5, maxPoints: 5 } });
    await expect.poll(() => machine.driver().list()).toEqual([]);
  });

  test('where no hour can be added, the end stays where it was', async () => {
    const server = await machine.start({ afterSubmitMs: 1, extensions: 0 });
    const { id, expiresAt } = await server.ready();
    machine.cluster.pass();
    await server.ask('POST', `/api/attempts/${id}/submit`);
    expect((await server.get(id)).expiresAt).toBe(expiresAt);
  });
});

test('an attempt ended on another page says so in both languages', async () => {
  const server = await machine.start();
  const { id } = await server.ready();
  const page = server.listen(id);
  await page.until(({ type }) => type === 'attempt');
  await server.ask('DELETE', `/api/attempts/${id}`);
  const told = (await page.until(({ type }) => type === 'state')) as Extract<AttemptEvent, { type: 'state' }>;
  await page.close();
  expect(told).toMatchObject({
    state: 'ended',
    problem: {
      code: 'ended',
      message: expect.stringContaining('You ended this attempt'),
      zh: { message: expect.stringContaining('结束') },
    },
  });
});
