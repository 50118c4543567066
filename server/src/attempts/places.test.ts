import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { CourseError, type ListedAttempt, type Step } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

type Client = ReturnType<typeof machine.client>;

const queueOf = (steps: readonly Step[]): Step | undefined => steps.find(({ id }) => id === 'queue');

/** Another student who waits for a cluster, once that is told. */
async function waiting(url: string): Promise<{ other: Client; id: string }> {
  const other = machine.client(url);
  await other.ask('POST', '/api/session');
  const { id } = await other.start();
  await expect.poll(async () => queueOf((await other.get(id)).steps)?.state).toBe('running');
  return { other, id };
}

describe('an attempt can be called off', () => {
  test('while it waits for a cluster', async () => {
    const server = await machine.start({ maximum: 1 });
    const { sandbox } = await server.ready();
    const { other, id } = await waiting(server.url);
    expect((await other.ask('DELETE', `/api/attempts/${id}`)).status).toBe(204);
    expect(await other.get(id)).toMatchObject({ state: 'ended', problem: { code: 'ended' } });
    expect((await machine.driver().list()).map((each) => each.id)).toEqual([sandbox]);
  });

  test('while its start state is being applied', async () => {
    const server = await machine.start();
    const setup = machine.cluster.holdNextPrepare();
    const { id } = await server.start();
    await setup.begun;
    expect((await server.get(id)).state).toBe('setup');
    expect((await server.ask('DELETE', `/api/attempts/${id}`)).status).toBe(204);
    expect((await server.get(id)).state).toBe('ended');
    await expect.poll(() => machine.driver().list()).toEqual([]);
  });

  test('after it was submitted, which frees its place for the next', async () => {
    const server = await machine.start({ maximum: 1 });
    const { id } = await server.ready();
    await server.ask('POST', `/api/attempts/${id}/submit`);
    const next = await waiting(server.url);
    await server.ask('DELETE', `/api/attempts/${id}`);
    await next.other.reach(next.id, 'ready');
    expect((await server.get(id)).submission).not.toBeNull();
  });
});

describe('places', () => {
  test('the list of my attempts tells which of them keep a cluster', async () => {
    const server = await machine.start({ maximum: 1 });
    const { id } = await server.ready();
    const { other, id: queued } = await waiting(server.url);
    const list = async (of: Client) => (await of.ask('GET', '/api/attempts')).json as ListedAttempt[];
    expect(await list(server)).toMatchObject([{ id, lab: 'memory-limit', holdsPlace: true }]);
    expect(await list(other)).toMatchObject([{ id: queued, state: 'queued', holdsPlace: false }]);
  });

  test('the wait keeps its begin over a reload of the page and a restart of the server', async () => {
    const before = await machine.start({ maximum: 1 });
    await before.ready();
    const { other, id } = await waiting(before.url);
    const since = queueOf((await other.get(id)).steps)?.since;
    expect(since).toBeDefined();
    const page = other.listen(id);
    const first = await page.until(({ type }) => type === 'attempt');
    await page.close();
    expect(first.type === 'attempt' && queueOf(first.attempt.steps)?.since).toBe(since);
    const cookie = other.cookie();
    await before.close();
    const server = await machine.start({ maximum: 1 });
    const again = machine.client(server.url, cookie);
    await expect.poll(async () => queueOf((await again.get(id)).steps)?.queue).toEqual({ place: 1, waiting: 1 });
    expect(queueOf((await again.get(id)).steps)?.since).toBe(since);
  });

  test('a cluster that is lost gives its place to who waits', async () => {
    const server = await machine.start({ maximum: 1 });
    const { id, sandbox } = await server.ready();
    const next = await waiting(server.url);
    rmSync(join(machine.hostDirectory, String(sandbox)), { recursive: true });
    await next.other.reach(next.id, 'ready');
    expect((await server.ask('GET', '/api/attempts')).json).toMatchObject([{ id, state: 'lost', holdsPlace: false }]);
  });

  test('what a failed start began is removed at once', async () => {
    const server = await machine.start({ maximum: 1 });
    machine.cluster.setReachable(false);
    const { id } = await server.start();
    await server.reach(id, 'failed');
    await expect.poll(() => machine.driver().list()).toEqual([]);
    machine.cluster.setReachable(true);
    await server.ask('POST', `/api/attempts/${id}/reset`);
    await server.reach(id, 'ready');
  });

  test('a full queue is told in both languages', async () => {
    const driver = machine.driver({
      onCreateStep() {
        throw new CourseError('no_capacity', 'All 1 sandboxes are in use.', 'Try again later.');
      },
    });
    const server = await machine.start({ driver });
    const { id } = await server.start();
    const { problem } = await server.reach(id, 'failed');
    expect(problem).toMatchObject({ code: 'no_capacity', zh: { message: expect.stringContaining('集群') } });
  });
});
