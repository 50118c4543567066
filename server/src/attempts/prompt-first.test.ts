import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

test('while the first prompt is waited for the lab is not set up, a terminal can be opened, and the attempt can be ended', async () => {
  const server = await machine.start({ promptFirstMs: 600_000 });
  const { id } = await server.start();
  await server.reach(id, 'setup');
  await machine.startAgent(await server.get(id));
  expect((await server.ask('POST', `/api/attempts/${id}/terminals`, {})).status).toBe(201);
  expect(machine.cluster.calls).not.toContain('prepare');
  expect((await server.ask('DELETE', `/api/attempts/${id}`)).status).toBe(204);
  expect((await server.get(id)).state).toBe('ended');
  expect(machine.cluster.calls).not.toContain('prepare');
});

test('an attempt whose student opens no terminal is set up all the same', async () => {
  const server = await machine.start({ promptFirstMs: 1 });
  await server.ready();
  expect(machine.cluster.calls).toContain('prepare');
});
