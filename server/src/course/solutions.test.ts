import type { LabSolution } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

const path = '/api/labs/memory-limit/solution';

test('a solution is locked until the lab was submitted, then told in both languages with the values of the attempt', async () => {
  const server = await machine.start();
  expect(await server.ask('GET', path)).toMatchObject({
    status: 403,
    json: { code: 'forbidden', fix: expect.stringContaining('Submit the lab') },
  });
  const { id, parameters } = await server.ready();
  expect((await server.ask('GET', path)).status).toBe(403);
  expect((await server.ask('POST', `/api/attempts/${id}/submit`)).json).toMatchObject({ points: 0 });
  const { html } = (await server.ask('GET', path)).json as LabSolution;
  const token = parameters['token'] ?? '';
  expect(html.en).toContain(`<p>Say <strong>${token}</strong>:</p>`);
  expect(html.en.replaceAll(/<[^>]*>/g, '')).toContain(`echo ${token} &lt;b>`);
  expect(html.en).not.toContain('<script');
  expect(html.zh).toContain(`<p>输出 <strong>${token}</strong>：</p>`);
});

test('a course may keep it until full points, or for good', async () => {
  const full = await machine.start({ solutions: 'full' });
  const { id } = await full.ready();
  await full.ask('POST', `/api/attempts/${id}/submit`);
  expect(await full.ask('GET', path)).toMatchObject({
    status: 403,
    json: { fix: expect.stringContaining('with full points') },
  });
  machine.cluster.pass();
  await full.ask('POST', `/api/attempts/${id}/submit`);
  expect((await full.ask('GET', path)).status).toBe(200);
  await full.close();
  const never = await machine.start({ solutions: 'never' });
  expect((await never.ask('GET', path)).status).toBe(403);
});

test('what one student submitted unlocks nothing for another', async () => {
  const server = await machine.start({ students: 'browser' });
  await server.ask('POST', '/api/session');
  const { id } = await server.ready();
  await server.ask('POST', `/api/attempts/${id}/submit`);
  expect((await server.ask('GET', path)).status).toBe(200);
  const { status } = await fetch(new URL(path, server.url));
  expect(status).toBe(403);
});
