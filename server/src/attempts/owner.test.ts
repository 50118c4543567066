import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient, createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

describe('someone else', () => {
  test('has attempts of their own and cannot tell that others exist', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const other = createClient(server.url);
    const session = await other.ask('POST', '/api/session');
    expect(session.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/events'],
      ['GET', '/kubeconfig'],
      ['POST', '/check'],
      ['POST', '/submit'],
      ['POST', '/reset'],
      ['POST', '/terminals'],
      ['DELETE', ''],
    ] as const) {
      const answer = await other.ask(method, `/api/attempts/${id}${path}`);
      expect([method, path, answer.status]).toEqual([method, path, 404]);
      expect(answer.json).toMatchObject({ code: 'attempt_unknown', message: `You have no attempt "${id}".` });
    }
    expect((await other.ask('GET', '/api/attempts')).json).toEqual([]);
    expect((await other.start()).id).not.toBe(id);
    expect(await server.get(id)).toMatchObject({ state: 'ready' });
  });

  test('with a forged cookie is nobody special', async () => {
    const server = await machine.start({ students: 'browser' });
    const { id } = await server.ready();
    const forged = await createClient(server.url).ask('GET', `/api/attempts/${id}`, undefined, {
      cookie: 'drydock_session=student.AAAA',
    });
    expect(forged.status).toBe(404);
    expect((await server.get(id)).id).toBe(id);
  });
});
