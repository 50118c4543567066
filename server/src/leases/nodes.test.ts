import { afterEach, beforeEach, expect, test } from 'vitest';
import { testLab } from '../testing/lab.ts';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

const paused = (name: string, state: 'running' | 'paused', canPause = true) => ({ name, state, canPause });

async function threeNodes(server: Awaited<ReturnType<typeof machine.start>>): Promise<string> {
  const { json } = await server.ask('POST', '/api/playgrounds', { profile: 'three-nodes' });
  const { id } = json as { id: string };
  const state = async () => ((await server.ask('GET', `/api/playgrounds/${id}`)).json as { state: string }).state;
  await expect.poll(state).toBe('ready');
  return `/api/playgrounds/${id}/nodes`;
}

test('a worker is paused and resumed; the control plane and what is no node are refused', async () => {
  const server = await machine.start();
  const nodes = await threeNodes(server);
  const asMade = [paused('control-plane', 'running', false), paused('worker', 'running'), paused('worker2', 'running')];
  expect((await server.ask('GET', nodes)).json).toEqual(asMade);
  const answer = await server.ask('PUT', `${nodes}/worker`, { state: 'paused' });
  expect(answer.json).toEqual(asMade.with(1, paused('worker', 'paused')));
  expect((await server.ask('PUT', `${nodes}/control-plane`, { state: 'paused' })).json).toMatchObject({
    code: 'conflict',
    message: 'The node control-plane cannot be paused: it runs the API server.',
  });
  expect((await server.ask('PUT', `${nodes}/worker3`, { state: 'paused' })).status).toBe(404);
  expect((await server.ask('PUT', `${nodes}/worker`, { state: 'broken' })).status).toBe(400);
  expect((await server.ask('GET', nodes)).json).toEqual(answer.json);
  expect((await server.ask('PUT', `${nodes}/worker`, { state: 'running' })).json).toEqual(asMade);
});

test('with a driver that cannot pause nodes they are listed, and a pause is refused', async () => {
  const server = await machine.start({ driver: machine.driver({ info: { canPauseNodes: false } }) });
  const nodes = await threeNodes(server);
  expect((await server.ask('GET', nodes)).json).toContainEqual(paused('worker', 'running', false));
  expect(await server.ask('PUT', `${nodes}/worker`, { state: 'paused' })).toMatchObject({
    status: 501,
    json: { code: 'capability_missing' },
  });
});

test('a reset of a lab has its nodes go on first', async () => {
  const server = await machine.start({ lab: { ...testLab, profile: 'three-nodes' } });
  const { id } = await server.ready();
  const nodes = `/api/attempts/${id}/nodes`;
  expect((await server.ask('PUT', `${nodes}/worker2`, { state: 'paused' })).json).toContainEqual(
    paused('worker2', 'paused'),
  );
  await server.ask('POST', `/api/attempts/${id}/reset`);
  const after = async () => (await server.ask('GET', nodes)).json;
  await expect.poll(after, { timeout: 20_000 }).toContainEqual(paused('worker2', 'running'));
});
