import { CourseError, type Playground, type Problem } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLessonPage } from '../testing/playground.ts';
import { createTestMachine } from '../testing/start.ts';
import type { StartRegistry } from './registry.ts';

const wine = 'cellar/wine';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

async function startAgent(playground: Playground) {
  return (await machine.startAgent(playground)).cells;
}

/** A registry that notes for which sandbox and with which password it was started. */
function noteStarts() {
  const starts: { sandbox: string; password: string }[] = [];
  const startRegistry: StartRegistry = async ({ id }, password) => void starts.push({ sandbox: id, password });
  return { starts, startRegistry };
}

const login = (password: string): string => `export REGISTRY_USER=student REGISTRY_PASSWORD=${password}; `;

test('the first run of a lesson with a registry starts it once, and every cell has the login', async () => {
  const { starts, startRegistry } = noteStarts();
  const server = await machine.start({ startRegistry });
  const page = createLessonPage(server);
  const { id, sandbox } = await page.ready();
  const cells = await startAgent(await page.get(id));
  await page.run(id, '1', 'echo kitchen');
  await cells.finish('echo kitchen');
  expect(starts).toEqual([]);
  const run = await page.run(id, '1', 'curl', wine);
  await expect.poll(() => starts).toEqual([{ sandbox, password: expect.stringMatching(/^[a-z0-9]{16}$/) }]);
  const password = starts[0]?.password ?? '';
  await cells.finish(`${login(password)}curl`);
  // What is kept and compared with the page is the cell as it is written there.
  expect(await page.until(run)).toMatchObject({ source: 'curl', exitCode: 0 });
  await page.run(id, '2', 'pull', wine);
  await cells.finish(`${login(password)}pull`);
  expect(starts).toHaveLength(1);
});

test('a server that is started again asks for the registry with the same password, and a reset for another sandbox', async () => {
  const { starts, startRegistry } = noteStarts();
  const first = await machine.start({ startRegistry });
  const page = createLessonPage(first);
  const { id } = await page.ready();
  const cells = await startAgent(await page.get(id));
  await page.run(id, '1', 'curl', wine);
  await expect.poll(() => starts.length).toBe(1);
  await cells.finish(`${login(starts[0]?.password ?? '')}curl`);
  await first.close();

  const second = await machine.start({ startRegistry });
  const again = createLessonPage(second);
  await again.run(id, '1', 'curl', wine);
  await expect.poll(() => starts.length).toBe(2);
  expect(starts[1]).toEqual(starts[0]);
  await second.ask('POST', `/api/playgrounds/${id}/reset`);
  await again.run(id, '1', 'curl', wine);
  await expect.poll(() => starts.length).toBe(3);
  const { sandbox } = await again.get(id);
  expect(starts[2]).toEqual({ ...starts[0], sandbox });
  expect(sandbox).not.toBe(starts[0]?.sandbox);
});

test('a registry that does not start loses the run, which says why, and the next run tries again', async () => {
  let tries = 0;
  const startRegistry: StartRegistry = async () => {
    if (++tries === 1) throw new CourseError('command_failed', 'No registry today.', 'Try again.');
  };
  const page = createLessonPage(await machine.start({ startRegistry }));
  const { id } = await page.ready();
  await startAgent(await page.get(id));
  const run = await page.run(id, '1', 'curl', wine);
  expect((await page.until(run, 'lost')).problem).toMatchObject({ message: 'No registry today.' });
  await page.until(await page.run(id, '1', 'curl', wine), 'running');
  expect(tries).toBe(2);
});

test('a run that is stopped while the registry starts never begins', async () => {
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const startRegistry: StartRegistry = async () => {
    begun.resolve();
    await gate.promise;
  };
  const server = await machine.start({ startRegistry });
  const page = createLessonPage(server);
  const { id } = await page.ready();
  const cells = await startAgent(await page.get(id));
  const run = await page.run(id, '1', 'curl', wine);
  await begun.promise;
  expect((await server.ask('POST', `/api/playgrounds/${id}/cells/${run.id}/stop`)).status).toBe(200);
  gate.resolve();
  await page.until(await page.run(id, '2', 'next', wine), 'running');
  expect(cells.orders().map(({ source }) => source)).toEqual([expect.stringMatching(/; next$/)]);
});

test('a lesson that the course does not have, or no cluster can run, is refused', async () => {
  const info = { ...machine.driver().info, hasRegistry: false };
  const { ask, ...server } = await machine.start({ driver: machine.driver({ info }) });
  const { id } = await createLessonPage({ ask, ...server }).ready();
  const order = (lesson: string) => ask('POST', `/api/playgrounds/${id}/cells`, { lesson, cell: '1', source: 'true' });
  for (const [lesson, status, code] of [
    ['cellar/beer', 404, 'lesson_unknown'],
    [wine, 501, 'capability_missing'],
  ] as const) {
    const refused = await order(lesson);
    expect([refused.status, (refused.json as Problem).code]).toEqual([status, code]);
  }
  for (const [method, path] of [
    ['GET', 'cells'],
    ['PUT', 'cells/1'],
  ] as const) {
    const refused = await ask(
      method,
      `/api/lessons/cellar/beer/${path}`,
      method === 'PUT' ? { edited: 'a' } : undefined,
    );
    expect([refused.status, (refused.json as Problem).code]).toEqual([404, 'lesson_unknown']);
  }
});
