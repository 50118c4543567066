import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';
import { dockerDown, stoppable } from '../testing/stoppable.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

test('Docker stopped in the middle of a start: the attempt fails with what to do, and a reset starts it', async () => {
  let isDown = true;
  const driver = machine.driver({
    onCreateStep(step) {
      if (isDown && step === 'control-plane') throw dockerDown();
    },
  });
  const server = await machine.start({ driver });
  const { id } = await server.start();
  const failed = await server.reach(id, 'failed');
  expect(failed.problem).toEqual(dockerDown().toJSON());
  expect(failed.steps.find((step) => step.id === 'control-plane')?.state).toBe('failed');
  isDown = false;
  await server.ask('POST', `/api/attempts/${id}/reset`);
  expect(await server.reach(id, 'ready')).toMatchObject({ problem: null });
});

test('Docker stopped under a ready attempt is told, and forgotten when it is back', async () => {
  const { driver, setDown } = stoppable(machine.driver());
  const server = await machine.start({ driver });
  const { id } = await server.ready();
  const stream = server.listen(id);
  await stream.until((event) => event.type === 'attempt');
  setDown(true);
  const told = await stream.until((event) => event.type === 'state');
  expect(told).toMatchObject({ state: 'ready', problem: { code: 'docker_unavailable' } });
  const ready = await server.ask('GET', '/readyz');
  expect(ready.status).toBe(503);
  expect(ready.json).toMatchObject({
    ready: false,
    checks: { driver: { ok: false, problems: [{ code: 'docker_unavailable' }] } },
  });
  setDown(false);
  await stream.until((event) => event.type === 'state' && event.problem === null);
  await stream.close();
  expect((await server.ask('POST', `/api/attempts/${id}/check`)).status).toBe(200);
});

test('Docker not running at the start of the server: it starts, says so, and goes on by itself when Docker is there', async () => {
  const { driver, setDown } = stoppable(machine.driver());
  const before = await machine.start({ driver });
  const { id, sandbox } = await before.ready();
  await before.close();
  setDown(true);
  const server = await machine.start({ driver });
  expect((await server.ask('GET', '/readyz')).status).toBe(503);
  const stream = server.listen(id);
  await stream.until((event) => event.type === 'state' && event.problem?.code === 'docker_unavailable');
  await server.ask('POST', '/api/session');
  const other = await server.start();
  expect(await server.reach(other.id, 'failed')).toMatchObject({ problem: { code: 'docker_unavailable' } });
  setDown(false);
  await stream.until((event) => event.type === 'state' && event.state === 'ready' && event.problem === null);
  await stream.close();
  expect((await driver.list()).map((each) => each.id)).toEqual([sandbox]);
  await server.ask('POST', `/api/attempts/${other.id}/reset`);
  await server.reach(other.id, 'ready');
});

test('a cluster that stopped with Docker is told, and started again while its student is here', async () => {
  const server = await machine.start();
  const { id, sandbox } = await server.ready();
  const stream = server.listen(id);
  await stream.until((event) => event.type === 'attempt');
  await stopSandbox(sandbox);
  const told = await stream.until((event) => event.type === 'state');
  expect(told).toMatchObject({
    state: 'ready',
    problem: { code: 'sandbox_stopped', fix: expect.stringContaining('Wait'), zh: { fix: expect.any(String) } },
  });
  await stream.until((event) => event.type === 'state' && event.problem === null);
  await stream.close();
  expect((await machine.driver().list())[0]).toMatchObject({ id: sandbox, state: 'running', isStopped: false });
  expect((await server.ask('POST', `/api/attempts/${id}/check`)).status).toBe(200);
});

test('a cluster that stopped while nobody was here stays so until its student comes', async () => {
  const server = await machine.start({ idleMs: 1 });
  const { id, sandbox } = await server.ready();
  await expect.poll(async () => (await machine.driver().list())[0]?.state).toBe('frozen');
  await server.close();
  await stopSandbox(sandbox);
  const after = await machine.start();
  const other = await after.start();
  expect((await machine.driver().list()).find((each) => each.id === sandbox)).toMatchObject({ isStopped: true });
  expect(other.id).toBe(id);
  expect((await after.ask('POST', `/api/attempts/${id}/check`)).status).toBe(200);
  expect((await machine.driver().list())[0]).toMatchObject({ id: sandbox, state: 'running', isStopped: false });
});

/** What a restart of Docker leaves of a sandbox. */
async function stopSandbox(sandbox: string | null): Promise<void> {
  const file = join(machine.hostDirectory, sandbox ?? '', 'record.json');
  const record: object = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...record, state: 'frozen', isStopped: true }));
}
