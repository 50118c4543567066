import { type CellRun, cellLimits, type Playground } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLessonPage, lesson, textOf } from '../testing/playground.ts';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

async function startAgent(playground: Playground) {
  return (await machine.startAgent(playground)).cells;
}

/** A server with a ready playground whose workspace has an agent. */
async function open(settings: Parameters<typeof machine.start>[0] = {}) {
  const server = await machine.start(settings);
  const page = createLessonPage(server);
  const playground = await page.ready();
  return { ...server, page, playground, id: playground.id, cells: await startAgent(playground) };
}

describe('a run', () => {
  test('waits, runs and ends, with its output told as it comes and kept', async () => {
    const { page, id, cells } = await open();
    const stream = page.listen(id);
    await stream.until(({ type }) => type === 'playground');
    const run = await page.run(id, '1', 'kubectl get pods');
    expect(run).toMatchObject({ lesson, cell: '1', playground: id, source: 'kubectl get pods', state: 'waiting' });
    await cells.print('kubectl get pods', '\u001b[32mready\u001b[0m\n');
    await stream.until((event) => event.type === 'output' && event.run === run.id);
    expect(textOf(await page.kept(), '1')).toBe('\u001b[32mready\u001b[0m\n');
    await cells.print('kubectl get pods', '集群\n');
    await cells.finish('kubectl get pods', 3);
    expect(await page.until(run)).toMatchObject({ exitCode: 3, endedAt: expect.any(String), problem: null });
    const states = stream.events.flatMap((event) => (event.type === 'run' ? [event.run.state] : []));
    expect(states).toEqual(['waiting', 'running', 'done']);
    await stream.close();
    expect(textOf(await page.kept(), '1')).toBe('\u001b[32mready\u001b[0m\n集群\n');
  });

  test('waits behind another of its lesson, not behind one of another lesson', async () => {
    const { page, id, cells } = await open();
    const first = await page.run(id, '1', 'sleep');
    const second = await page.run(id, '2', 'echo two');
    await page.run(id, '1', 'echo elsewhere', 'kitchen/bread');
    await cells.finish('echo elsewhere');
    await page.until(first, 'running');
    expect((await page.kept()).find(({ cell }) => cell === '2')?.run?.state).toBe('waiting');
    await cells.finish('sleep');
    await cells.finish('echo two');
    await page.until(second);
  });

  test('is stopped; one that waits never begins', async () => {
    const { ask, page, id } = await open();
    const first = await page.run(id, '1', 'sleep');
    const second = await page.run(id, '2', 'echo two');
    const stop = ({ id: run }: CellRun) => ask('POST', `/api/playgrounds/${id}/cells/${run}/stop`);
    await page.until(first, 'running');
    await stop(second);
    await stop(first);
    expect(await page.until(first, 'stopped')).toMatchObject({ exitCode: null });
    expect(await page.until(second, 'stopped')).toMatchObject({ startedAt: null });
    expect((await stop(first)).status).toBe(404);
  });

  test('of a cell that two pages run is run twice, and the last is kept', async () => {
    const { page, id, cells } = await open();
    const one = await page.run(id, '1', 'echo one');
    const two = await page.run(id, '1', 'echo two');
    await cells.print('echo one', 'one');
    await cells.finish('echo one');
    await cells.print('echo two', 'two');
    await cells.finish('echo two');
    await page.until(two);
    const kept = await page.kept();
    expect(kept.map(({ cell, run }) => [cell, run?.id])).toEqual([['1', two.id]]);
    expect(one.id < two.id).toBe(true);
    expect(textOf(kept, '1')).toBe('two');
  });

  test('brings its file and the manifests above it, and a body as large as allowed is taken', async () => {
    const { ask, id, cells } = await open();
    const text = '甲'.repeat(cellLimits.sourceBytes);
    const files = { file: { name: 'soup.yaml', text }, manifests: [{ name: 'bread.yaml', text: 'bread' }] };
    const order = { lesson, cell: '2', source: 'true', ...files };
    expect((await ask('POST', `/api/playgrounds/${id}/cells`, order)).status).toBe(201);
    await cells.finish('true');
    expect(cells.orders()).toEqual([{ source: 'true', ...files }]);
    const long = { ...order, source: 'x'.repeat(2 * 1024 * 1024) };
    expect((await ask('POST', `/api/playgrounds/${id}/cells`, long)).json).toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('1024 KiB'),
    });
  });

  test('is refused when too many wait', async () => {
    const { ask, page, id } = await open();
    for (let n = 0; n <= cellLimits.waiting; n++) await page.run(id, `${n + 1}`, 'sleep');
    const refused = await ask('POST', `/api/playgrounds/${id}/cells`, { lesson, cell: '99', source: 'true' });
    expect([refused.status, refused.json]).toMatchObject([429, { zh: {} }]);
  });
});

describe('what the course does not have', () => {
  test.each([
    ['kitchen/soup', '100', 'not_found'],
    ['kitchen/soup', '0', 'not_found'],
    ['kitchen/soup', '01', 'not_found'],
    ['kitchen/soup', 'x', 'not_found'],
    ['attic/box', '1', 'lesson_unknown'],
  ])('of %s, cell %s is neither run nor kept nor cleared: %s', async (of, cell, code) => {
    const { ask, id, cells } = await open();
    const path = `/api/lessons/${of}/cells/${cell}`;
    for (const answer of [
      await ask('POST', `/api/playgrounds/${id}/cells`, { lesson: of, cell, source: 'true' }),
      await ask('PUT', path, { edited: 'kind: Pod' }),
      await ask('DELETE', path),
    ])
      expect([answer.status, answer.json]).toMatchObject([404, { code, message: expect.any(String), zh: {} }]);
    expect(cells.orders()).toEqual([]);
  });

  test('has no shell to restart', async () => {
    const { ask, id } = await open();
    const answer = await ask('DELETE', `/api/playgrounds/${id}/shells/attic/box`);
    expect([answer.status, answer.json]).toMatchObject([404, { code: 'lesson_unknown' }]);
  });
});

describe('nothing hangs', () => {
  test('a run that is asked for while the cluster is coming runs when it is there', async () => {
    const server = await machine.start();
    const page = createLessonPage(server);
    const { id } = await page.start();
    const run = await page.run(id, '1', 'echo early');
    const cells = await startAgent(await page.reach(id, 'ready'));
    await cells.finish('echo early');
    expect(await page.until(run)).toMatchObject({ exitCode: 0 });
  });

  test('restarting the shell ends what runs and what waits, and says so', async () => {
    const { ask, page, id } = await open();
    const first = await page.run(id, '1', 'sleep');
    const second = await page.run(id, '2', 'echo two');
    await page.until(first, 'running');
    expect((await ask('DELETE', `/api/playgrounds/${id}/shells/${lesson}`)).status).toBe(204);
    for (const run of [first, second])
      expect((await page.until(run, 'lost')).problem).toMatchObject({ code: 'shell_restarted', zh: {} });
  });

  test('an agent that was killed loses its runs, which say so', async () => {
    const { page, id, cells } = await open();
    const run = await page.run(id, '1', 'sleep');
    await cells.print('sleep', 'before');
    await page.until(run, 'running');
    await cells.crash();
    expect((await page.until(run, 'lost')).problem).toMatchObject({ code: 'not_found', zh: {} });
    expect(textOf(await page.kept(), '1')).toBe('before');
  });

  test('a playground that is reset under a run tells it, and runs go on in the new one', async () => {
    const { ask, page, id } = await open();
    const lost = await page.run(id, '1', 'sleep');
    await page.until(lost, 'running');
    await ask('POST', `/api/playgrounds/${id}/reset`);
    expect((await page.until(lost, 'lost')).problem).toMatchObject({ code: 'reset', zh: {} });
    const run = await page.run(id, '1', 'echo again');
    const cells = await startAgent(await page.reach(id, 'ready'));
    await cells.finish('echo again');
    await page.until(run);
  });

  test('a playground whose time runs out under a run tells it', async () => {
    const creating = Promise.withResolvers<void>();
    const onCreateStep = () => creating.promise;
    const server = await machine.start({ attemptLifeMs: 1, driver: machine.driver({ onCreateStep }) });
    const page = createLessonPage(server);
    const { id } = await page.start();
    const run = await page.run(id, '1', 'sleep');
    creating.resolve();
    expect((await page.until(run, 'lost')).problem).toMatchObject({ code: 'timeout', zh: {} });
    await page.reach(id, 'ended');
    const refused = await server.ask('POST', `/api/playgrounds/${id}/cells`, { lesson, cell: '1', source: 'true' });
    expect([refused.status, refused.json]).toMatchObject([409, { code: 'playground_not_ready' }]);
  });

  test('a frozen playground is woken by a run', async () => {
    const { page, id, cells } = await open({ idleMs: 100 });
    const state = async () => (await machine.driver().list())[0]?.state;
    await expect.poll(state).toBe('frozen');
    const run = await page.run(id, '1', 'echo awake');
    await cells.finish('echo awake');
    await page.until(run);
  });

  test('a server started again follows a run on from the byte where it was', async () => {
    const first = await open();
    const run = await first.page.run(first.id, '1', 'long');
    const waiting = await first.page.run(first.id, '2', 'after');
    await first.cells.print('long', 'one ');
    await first.page.until(run, 'running');
    await first.close();
    await first.cells.print('long', 'two ');
    const server = await machine.start();
    const page = createLessonPage(server);
    await first.cells.print('long', 'three');
    await first.cells.finish('long');
    await first.cells.finish('after');
    await page.until(waiting);
    expect(await page.until(run)).toMatchObject({ exitCode: 0 });
    expect(textOf(await page.kept(), '1')).toBe('one two three');
  });
});

describe('what is kept', () => {
  test("is a student's own text of a manifest, until it is forgotten", async () => {
    const { ask, page } = await open();
    const path = `/api/lessons/${lesson}/cells/2`;
    expect((await ask('PUT', path, { edited: 'kind: Pod' })).status).toBe(204);
    expect(await page.kept()).toEqual([{ cell: '2', edited: 'kind: Pod', run: null, output: [] }]);
    await ask('PUT', path, { edited: null });
    expect(await page.kept()).toEqual([]);
  });

  test('is an output until it is cleared, beyond the playground, and nobody else sees it', async () => {
    const { ask, page, id, cells, url } = await open({ students: 'browser' });
    const run = await page.run(id, '1', 'echo kept');
    await cells.print('echo kept', 'kept');
    await cells.finish('echo kept');
    await page.until(run);
    await ask('DELETE', `/api/playgrounds/${id}`);
    expect(textOf(await page.kept(), '1')).toBe('kept');
    expect(await createLessonPage(machine.client(url)).kept()).toEqual([]);
    expect((await ask('DELETE', `/api/lessons/${lesson}/cells/1`)).status).toBe(204);
    expect(await page.kept()).toEqual([]);
  });
});
