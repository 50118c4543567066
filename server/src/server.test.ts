import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient, createTestMachine } from './testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

describe('a server', () => {
  test('whose port is taken names it and another one', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = (other.address() as { port: number }).port;
    await expect(machine.start({ port })).rejects.toMatchObject({
      code: 'port_taken',
      message: `Port ${port} on 127.0.0.1 is taken by another program.`,
      fix: expect.stringContaining(`--port ${port + 1}`),
    });
    other.close();
    await machine.start();
  });

  test('on an address this machine does not have says so', async () => {
    await expect(machine.start({ host: '192.0.2.1', port: 8080 })).rejects.toMatchObject({ code: 'host_not_ready' });
  });

  test('does not share its data directory', async () => {
    await machine.start();
    await expect(machine.start()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Another Drydock'),
    });
  });

  test('is healthy and ready, with its parts named', async () => {
    const server = await machine.start();
    expect((await server.ask('GET', '/healthz')).json).toEqual({ status: 'ok' });
    const ready = await server.ask('GET', '/readyz');
    expect(ready.status).toBe(200);
    expect(ready.json).toEqual({
      ready: true,
      checks: {
        database: { ok: true, problems: [] },
        driver: { ok: true, name: 'fake', problems: [] },
        labs: { ok: true, count: 1, problems: [] },
      },
    });
  });

  test('closes while a stream and a start are open', async () => {
    const driver = machine.driver({ milliseconds: { create: 60_000 } });
    const server = await machine.start({ driver });
    const { id } = await server.start();
    const stream = server.listen(id);
    await stream.until((event) => event.type === 'attempt');
    await server.close();
    await stream.close();
    expect(await driver.list()).toEqual([]);
    const again = await machine.start();
    expect(await again.reach(id, 'ready')).toMatchObject({ problem: null });
  });
});

describe('labs, progress and session', () => {
  test('a lab shows what a browser may know, and nothing of its checks', async () => {
    const server = await machine.start();
    const { json, text } = await server.ask('GET', '/api/labs/memory-limit');
    expect(json).toMatchObject({
      id: 'memory-limit',
      points: 5,
      tasks: [{ checks: [{ id: 'request', hints: 2 }] }, {}],
    });
    expect(text).not.toMatch(/expected|probe|Look at|hostname/);
    expect((await server.ask('GET', '/api/labs')).json).toEqual([json]);
    expect((await server.ask('GET', '/api/labs/nope')).json).toMatchObject({ code: 'lab_unknown' });
  });

  test('lessons and quiz answers are kept; the latest answer counts', async () => {
    const server = await machine.start();
    await server.ask('POST', '/api/progress', { lesson: 'resources/memory' });
    await server.ask('POST', '/api/progress', { quiz: 'q42', choice: 1, correct: false });
    const { json } = await server.ask('POST', '/api/progress', { quiz: 'q42', choice: 2, correct: true });
    expect(json).toEqual({
      labs: {},
      lessons: { 'resources/memory': 'read' },
      quizzes: { q42: { choice: 2, correct: true, at: expect.any(String) } },
      last: null,
    });
    expect((await server.ask('GET', '/api/progress')).json).toEqual(json);
  });

  test('the lesson opened last is known on every device of a student', async () => {
    const server = await machine.start();
    await server.ask('POST', '/api/progress', { opened: 'resources/memory' });
    await server.ask('POST', '/api/progress', { opened: 'probes/liveness-exec' });
    const other = createClient(server.url);
    expect((await other.ask('GET', '/api/progress')).json).toMatchObject({
      last: { lesson: 'probes/liveness-exec', at: expect.any(String) },
      lessons: {},
    });
  });

  test('one student here; a browser can become another and come back', async () => {
    const server = await machine.start();
    expect((await server.ask('GET', '/api/session')).json).toEqual({ user: 'student', local: true });
    const other = (await server.ask('POST', '/api/session')).json as { user: string };
    expect(other.user).not.toBe('student');
    expect((await server.ask('GET', '/api/session')).json).toEqual({ user: other.user, local: false });
    expect((await server.ask('DELETE', '/api/session')).headers.get('set-cookie')).toMatch(/drydock_session=;/);
  });

  test('where others can reach the server every browser is a student of its own', async () => {
    const server = await machine.start({ students: 'browser' });
    const one = (await server.ask('GET', '/api/session')).json as { user: string };
    expect(one.user).toMatch(/^[0-9a-f]{24}$/);
    expect((await server.ask('GET', '/api/session')).json).toEqual({ ...one, local: false });
  });
});
