import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLessonPage, textOf } from '../testing/playground.ts';
import { createTestMachine } from '../testing/start.ts';
import { stoppable } from '../testing/stoppable.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

test('Docker gone in the middle of a cell is told; the cell goes on, and the next ones run', async () => {
  const { driver, setDown } = stoppable(machine.driver());
  const page = createLessonPage(await machine.start({ driver }));
  const playground = await page.ready();
  const { cells } = await machine.startAgent(playground);
  const run = await page.run(playground.id, '1', 'kubectl get pods -w');
  await cells.print('kubectl get pods -w', 'before\n');
  await page.until(run, 'running');
  const stream = page.listen(playground.id);
  await stream.until(({ type }) => type === 'playground');
  setDown(true);
  const told = await stream.until(({ type }) => type === 'state');
  expect(told).toMatchObject({ state: 'ready', problem: { code: 'docker_unavailable' } });
  await cells.print('kubectl get pods -w', 'meanwhile\n');
  await cells.finish('kubectl get pods -w');
  await page.until(run);
  expect(textOf(await page.kept(), '1')).toBe('before\nmeanwhile\n');
  setDown(false);
  await stream.until((event) => event.type === 'state' && event.problem === null);
  await stream.close();
  const next = await page.run(playground.id, '2', 'echo on');
  await cells.finish('echo on');
  await page.until(next);
});

test('a second device sees a run that the first one began, as it goes on, and stops it', async () => {
  const server = await machine.start();
  const page = createLessonPage(server);
  const playground = await page.ready();
  const { cells } = await machine.startAgent(playground);
  const run = await page.run(playground.id, '1', 'sleep');
  await cells.print('sleep', 'one ');
  await page.until(run, 'running');
  const device = machine.client(server.url);
  const second = createLessonPage(device);
  expect((await second.start()).id).toBe(playground.id);
  expect(textOf(await second.kept(), '1')).toBe('one ');
  const stream = second.listen(playground.id);
  await stream.until((event) => event.type === 'playground' && event.runs.some(({ id }) => id === run.id));
  await cells.print('sleep', 'two');
  await stream.until((event) => event.type === 'output' && event.text === 'two');
  await stream.close();
  await device.ask('POST', `/api/playgrounds/${playground.id}/cells/${run.id}/stop`);
  await page.until(run, 'stopped');
  expect(textOf(await page.kept(), '1')).toBe('one two');
});
