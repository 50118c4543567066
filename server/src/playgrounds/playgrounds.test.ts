import { join } from 'node:path';
import { CourseError, type Problem } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeAgent } from '../testing/fake-agent.ts';
import { createLessonPage } from '../testing/playground.ts';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

async function open(settings: Parameters<typeof machine.start>[0] = {}) {
  const server = await machine.start(settings);
  return { ...server, page: createLessonPage(server), startLab: () => server.start() };
}

const codeOf = ({ json }: { json: unknown }): string => (json as Problem).code;

describe('a playground', () => {
  test('starts once for a student and profile, with steps, and is the same on every page', async () => {
    const { ask, page } = await open();
    const first = await ask('POST', '/api/playgrounds', { profile: 'one-node' });
    expect(first.status).toBe(201);
    const { id } = await page.start();
    expect((await ask('POST', '/api/playgrounds')).status).toBe(200);
    const ready = await page.reach(id, 'ready');
    expect(ready).toMatchObject({ id, profile: 'one-node', sandbox: expect.any(String), problem: null });
    expect(ready.steps.length).toBeGreaterThan(3);
    expect(Date.parse(ready.expiresAt ?? '')).toBeGreaterThan(Date.now() + 3 * 3600_000);
    const { id: other } = await page.start('three-nodes');
    expect(other).not.toBe(id);
    const list = (await ask('GET', '/api/playgrounds')).json as { id: string; holdsPlace: boolean }[];
    expect(list.map((each) => each.id)).toEqual([id, other]);
    expect(list[0]?.holdsPlace).toBe(true);
  });

  test('gives terminals of the workspace and of the node, and the kubeconfig', async () => {
    const { ask, page } = await open();
    const { id } = await page.ready();
    expect((await ask('POST', `/api/playgrounds/${id}/terminals`)).status).toBe(201);
    expect((await ask('POST', `/api/playgrounds/${id}/terminals`, { kind: 'node' })).status).toBe(201);
    expect((await ask('GET', `/api/playgrounds/${id}/kubeconfig`)).text).toContain('student');
  });

  test('gives no shell on a node where the driver has none', async () => {
    const driver = machine.driver({ info: { ...machine.driver().info, hasNodeShells: false } });
    const { ask, page } = await open({ driver });
    const { id } = await page.ready();
    const refused = await ask('POST', `/api/playgrounds/${id}/terminals`, { kind: 'node' });
    expect([refused.status, refused.json]).toMatchObject([403, { code: 'forbidden', zh: {} }]);
    expect((await ask('POST', `/api/playgrounds/${id}/terminals`)).status).toBe(201);
  });

  test('is extended, and refused when the course allows no more', async () => {
    const { ask, page } = await open({ extensions: 1 });
    const { id, expiresAt } = await page.ready();
    const more = await ask('POST', `/api/playgrounds/${id}/extend`);
    expect(more.json).toMatchObject({ extensionsLeft: 0 });
    expect(Date.parse((more.json as { expiresAt: string }).expiresAt)).toBeGreaterThan(Date.parse(expiresAt ?? ''));
    const refused = await ask('POST', `/api/playgrounds/${id}/extend`);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'conflict']);
  });

  test('is reset to a clean cluster, and its old one is gone', async () => {
    const { ask, page } = await open();
    const before = await page.ready();
    const stream = page.listen(before.id);
    await stream.until(({ type }) => type === 'playground');
    expect((await ask('POST', `/api/playgrounds/${before.id}/reset`)).status).toBe(202);
    await stream.until((event) => event.type === 'state' && event.state === 'ready');
    await stream.close();
    const after = await page.get(before.id);
    expect(after.sandbox).not.toBe(before.sandbox);
    expect((await machine.driver().list()).map(({ id }) => id)).toEqual([after.sandbox]);
  });

  test('ends at once while it waits, starts or is ready, frees its place and says so in both languages', async () => {
    const { ask, page, startLab } = await open({ maximum: 1 });
    const attempt = await startLab();
    const { id } = await page.start();
    const stream = page.listen(id);
    const waits = await stream.until((event) => event.type === 'step' || event.type === 'playground');
    expect(waits.type).toBe('playground');
    expect((await ask('DELETE', `/api/playgrounds/${id}`)).status).toBe(204);
    const told = await stream.until((event) => event.type === 'state' && event.state === 'ended');
    expect(told).toMatchObject({ problem: { code: 'ended', zh: { message: expect.stringContaining('集群') } } });
    await stream.close();
    await ask('DELETE', `/api/attempts/${attempt.id}`);

    const { id: next } = await page.ready();
    expect(next).not.toBe(id);
    expect((await ask('DELETE', `/api/playgrounds/${next}`)).status).toBe(204);
    await expect.poll(async () => (await machine.driver().list()).length).toBe(0);
    expect(await page.get(next)).toMatchObject({ state: 'ended' });
  });

  test('belongs to its student; to others it is unknown', async () => {
    const { ask, page, url } = await open({ students: 'browser' });
    const { id } = await page.ready();
    const stranger = machine.client(url);
    for (const path of ['', '/kubeconfig', '/events']) {
      const refused = await stranger.ask('GET', `/api/playgrounds/${id}${path}`);
      expect([refused.status, codeOf(refused)]).toEqual([404, 'playground_unknown']);
    }
    expect((await stranger.ask('POST', `/api/playgrounds/${id}/reset`)).status).toBe(404);
    expect((await ask('GET', `/api/playgrounds/${id}`)).status).toBe(200);
  });

  test('of a profile that the driver does not have is refused', async () => {
    const driver = machine.driver({ info: { ...machine.driver().info, profiles: ['one-node'] } });
    const { ask } = await open({ driver });
    const refused = await ask('POST', '/api/playgrounds', { profile: 'three-nodes' });
    expect([refused.status, codeOf(refused)]).toEqual([501, 'capability_missing']);
  });
});

describe('the places are the same as for labs', () => {
  test('a playground keeps a lab waiting, and its end lets the lab in', async () => {
    const { ask, page, startLab, reach, get } = await open({ maximum: 1 });
    const { id } = await page.ready();
    const attempt = await startLab();
    await expect.poll(async () => (await get(attempt.id)).steps.map((step) => step.id)).toEqual(['queue']);
    await ask('DELETE', `/api/playgrounds/${id}`);
    await reach(attempt.id, 'ready');
  });
});

describe('bad days', () => {
  test('a start that fails says why, and a reset tries again', async () => {
    let isBroken = true;
    const onCreateStep = () => {
      if (isBroken) throw new CourseError('docker_unavailable', 'Docker is gone.', 'Start Docker.');
    };
    const { ask, page } = await open({ driver: machine.driver({ onCreateStep }) });
    const { id } = await page.start();
    expect((await page.reach(id, 'failed')).problem?.code).toBe('docker_unavailable');
    isBroken = false;
    await ask('POST', `/api/playgrounds/${id}/reset`);
    await page.reach(id, 'ready');
  });

  test('a cluster that is gone from the host is told as lost; a reset gets a new one', async () => {
    const { ask, page } = await open();
    const { id, sandbox } = await page.ready();
    await machine.driver().destroy(sandbox ?? '');
    expect((await page.reach(id, 'lost')).problem).toMatchObject({ code: 'sandbox_lost', zh: {} });
    const refused = await ask('POST', `/api/playgrounds/${id}/terminals`);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'playground_not_ready']);
    await ask('POST', `/api/playgrounds/${id}/reset`);
    await page.reach(id, 'ready');
  });

  test('the time is up: it ends, and says so', async () => {
    const { page } = await open({ attemptLifeMs: 300 });
    const { id } = await page.start();
    expect((await page.reach(id, 'ended')).problem?.code).toBe('timeout');
    await expect.poll(async () => (await machine.driver().list()).length).toBe(0);
  });

  test('idle, it is frozen, is not woken by reading, and is woken by a terminal', async () => {
    const { ask, page } = await open({ idleMs: 100 });
    const { id } = await page.ready();
    const state = async () => (await machine.driver().list())[0]?.state;
    await expect.poll(state).toBe('frozen');
    const stream = page.listen(id);
    await stream.until(({ type }) => type === 'playground');
    expect(await state()).toBe('frozen');
    await ask('POST', `/api/playgrounds/${id}/terminals`);
    expect(await state()).toBe('running');
    await stream.close();
  });

  test('a server that is started again finds it, and goes on with a start that was cut off', async () => {
    const first = await open();
    const { id, sandbox } = await first.page.ready();
    const starting = await first.page.start('three-nodes');
    await first.close();
    const { page } = await open();
    expect(await page.get(id)).toMatchObject({ state: 'ready', sandbox });
    await page.reach(starting.id, 'ready');
    expect((await machine.driver().list()).length).toBe(2);
  });

  test('one whose cluster went while the server was down is lost', async () => {
    const first = await open();
    const { id, sandbox } = await first.page.ready();
    await first.close();
    await machine.driver().destroy(sandbox ?? '');
    const { page } = await open();
    expect((await page.reach(id, 'lost')).problem?.code).toBe('sandbox_lost');
  });
});

test('an agent is asked for terminals as that of an attempt is', async () => {
  const { ask, page } = await open();
  const { id, sandbox } = await page.ready();
  const agent = await startFakeAgent(join(machine.hostDirectory, sandbox ?? '', 'agent.sock'));
  expect((await ask('DELETE', `/api/playgrounds/${id}/terminals/shell-9`)).status).toBe(404);
  await agent.stop();
});
