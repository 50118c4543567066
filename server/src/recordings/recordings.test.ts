import { closeSync, ftruncateSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AttemptRecordings, parseAsciicast, type Problem, recordingLimits, recordingName } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeAgent } from '../testing/fake-agent.ts';
import { createClient, createTestMachine, type Answer } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
let stopping: (() => Promise<void>)[];
beforeEach(async () => {
  machine = await createTestMachine();
  stopping = [];
});
afterEach(async () => {
  for (const stop of stopping) await stop();
  await machine[Symbol.asyncDispose]();
});

type Server = Awaited<ReturnType<typeof machine.start>>;

/** A ready attempt whose workspace has an agent, and a terminal asked for. */
async function attemptWithAgent(server: Server) {
  const attempt = await server.ready();
  const agent = await startFakeAgent(join(machine.hostDirectory, attempt.sandbox ?? '', 'agent.sock'));
  stopping.push(() => agent.stop());
  expect((await server.ask('POST', `/api/attempts/${attempt.id}/terminals`, {})).status).toBe(201);
  return { id: attempt.id, agent };
}

const path = (id: string, name = '') => `/api/attempts/${id}/recordings${name && `/${name}`}`;
const listOf = (answer: Answer) => AttemptRecordings.parse(answer.json);
const problemOf = ({ status, json }: Answer) => ({ status, code: (json as Problem).code, fix: (json as Problem).fix });

async function markersOf(server: Server, id: string): Promise<string[]> {
  const { recordings } = listOf(await server.ask('GET', path(id)));
  const { text } = await server.ask('GET', path(id, recordings.at(-1)?.name));
  return parseAsciicast(text).events.flatMap(({ code, data }) => (code === 'm' ? [data] : []));
}

describe('whether an attempt is recorded', () => {
  test('is off until its student switches it on, which holds for the terminals of later too', async () => {
    const server = await machine.start();
    const { id, agent } = await attemptWithAgent(server);
    expect(listOf(await server.ask('GET', path(id)))).toEqual({
      setting: { on: false, input: false },
      decidedBy: 'student',
      recordings: [],
    });
    agent.print('not recorded');
    const on = listOf(await server.ask('PUT', path(id), { on: true, input: false }));
    expect(on).toMatchObject({
      setting: { on: true, input: false },
      recordings: [{ terminal: 'shell-1', running: true }],
    });
    await server.ask('POST', `/api/attempts/${id}/terminals`, { terminal: 'shell-2' });
    expect(agent.settings.at(-1)).toMatchObject({ on: true, input: false, opening: `Attempt ${id} started` });
    agent.print('recorded');
    agent.type('typed');
    await server.ask('PUT', path(id), { on: false, input: true });
    agent.print('not recorded');
    const after = listOf(await server.ask('GET', path(id)));
    expect(after).toMatchObject({ setting: { on: false, input: false }, recordings: [{ running: false }] });
    const file = await server.ask('GET', path(id, after.recordings[0]?.name));
    expect(file.headers.get('content-type')).toBe('application/x-asciicast');
    expect(file.headers.get('content-disposition')).toContain(after.recordings[0]?.name);
    expect(parseAsciicast(file.text).events.map(({ data }) => data)).toEqual([`Attempt ${id} started`, 'recorded']);
  });

  test('with what is typed only when that was asked for, and then the list says so', async () => {
    const server = await machine.start();
    const { id, agent } = await attemptWithAgent(server);
    await server.ask('PUT', path(id), { on: true, input: true });
    agent.type('typed');
    const { recordings } = listOf(await server.ask('GET', path(id)));
    expect(recordings).toMatchObject([{ input: true }]);
    expect((await server.ask('GET', path(id, recordings[0]?.name))).text).toContain('"i","typed"');
  });

  test('ends for a recording that is full, which is then no longer running; a later one of the same terminal is', async () => {
    const server = await machine.start();
    const { id, agent } = await attemptWithAgent(server);
    const on = { on: true, input: false };
    expect(listOf(await server.ask('PUT', path(id), on)).recordings).toMatchObject([{ running: true, full: false }]);
    agent.fillUp();
    agent.print('too much');
    const full = listOf(await server.ask('GET', path(id)));
    expect(full).toMatchObject({ setting: on, recordings: [{ running: false, full: true }] });
    await server.ask('PUT', path(id), { on: false, input: false });
    const again = listOf(await server.ask('PUT', path(id), on));
    expect(again.recordings).toMatchObject([
      { running: false, full: true },
      { running: true, full: false },
    ]);
  });

  test('ends for what its attempt has no room left for', async () => {
    const server = await machine.start();
    const { id, agent } = await attemptWithAgent(server);
    await server.ask('PUT', path(id), { on: true, input: false });
    const old = recordingName('shell-2', '2026-01-01T00:00:00.000Z', false);
    const file = openSync(join(machine.directory, 'data', 'recordings', id, old), 'w');
    ftruncateSync(file, recordingLimits.attemptBytes - 200);
    closeSync(file);
    expect(listOf(await server.ask('GET', path(id))).recordings).toMatchObject([{}, { running: true, full: false }]);
    agent.print('x'.repeat(200));
    expect(listOf(await server.ask('GET', path(id))).recordings).toMatchObject([{}, { running: false, full: true }]);
  });

  test('is decided by the course where it says so, and no student changes it', async () => {
    const server = await machine.start({ record: 'output', recordBy: 'course' });
    const { id, agent } = await attemptWithAgent(server);
    expect(agent.settings.at(-1)).toMatchObject({ on: true, input: false });
    const refused = await server.ask('PUT', path(id), { on: false, input: false });
    expect(problemOf(refused)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(listOf(await server.ask('GET', path(id)))).toMatchObject({ setting: { on: true }, decidedBy: 'course' });
  });

  test('no terminal opens unrecorded when it is on and the agent does not answer', async () => {
    const server = await machine.start({ record: 'output' });
    const { id } = await server.ready();
    const refused = await server.ask('POST', `/api/attempts/${id}/terminals`, {});
    expect(problemOf(refused)).toMatchObject({ status: 503, code: 'sandbox_lost' });
  });
});

describe('markers', () => {
  test('tell of checks that begin or cease to pass, of checks, submissions and resets, in order', async () => {
    const server = await machine.start({ record: 'output' });
    const { id } = await attemptWithAgent(server);
    const stream = server.listen(id);
    await stream.until((event) => event.type === 'attempt');
    const verdict = (check: string, outcome: string) =>
      stream.until(
        (event) =>
          event.type === 'verdicts' && event.verdicts.some((each) => each.check === check && each.outcome === outcome),
      );
    machine.cluster.set('limits/request', 'pass');
    await verdict('request', 'pass');
    await server.ask('POST', `/api/attempts/${id}/check`);
    machine.cluster.set('limits/request', 'fail');
    await stream.until((event) => event.type === 'verdicts' && event.points === 0 && event.verdicts.length === 1);
    await server.ask('POST', `/api/attempts/${id}/submit`);
    await server.ask('POST', `/api/attempts/${id}/reset`);
    await server.reach(id, 'ready');
    await stream.close();
    expect(await markersOf(server, id)).toEqual([
      `Attempt ${id} started`,
      'Passed: limits/request',
      'Checked: 2 of 5 points',
      'Failed: limits/request',
      'Submitted: 0 of 5 points',
      'Reset to the start state',
    ]);
  });
});

describe('recordings outlive', () => {
  test('the attempt: they are copied when it ends, to the last byte', async () => {
    const server = await machine.start({ record: 'output' });
    const { id, agent } = await attemptWithAgent(server);
    agent.print('早 the last words');
    await server.ask('DELETE', `/api/attempts/${id}`);
    await agent.stop();
    stopping = [];
    const { recordings } = listOf(await server.ask('GET', path(id)));
    expect(recordings).toMatchObject([{ running: false }]);
    expect((await server.ask('GET', path(id, recordings[0]?.name))).text).toContain('早 the last words');
    const late = await server.ask('PUT', path(id), { on: true, input: false });
    expect(problemOf(late)).toMatchObject({ status: 409, code: 'attempt_not_ready' });
  });

  test('the server: another one on the same data goes on recording and has what was recorded', async () => {
    const first = await machine.start();
    const { id, agent } = await attemptWithAgent(first);
    await first.ask('PUT', path(id), { on: true, input: false });
    agent.print('before');
    await first.ask('GET', path(id));
    await first.close();
    agent.print('between');
    const second = await machine.start();
    await second.reach(id, 'ready');
    await second.ask('POST', `/api/attempts/${id}/terminals`, {});
    expect(agent.settings.at(-1)).toMatchObject({ on: true });
    agent.print('after');
    const { recordings } = listOf(await second.ask('GET', path(id)));
    expect(recordings).toHaveLength(1);
    const { text } = await second.ask('GET', path(id, recordings[0]?.name));
    expect(
      parseAsciicast(text)
        .events.map(({ data }) => data)
        .slice(1),
    ).toEqual(['before', 'between', 'after']);
  });

  test('a submission, whatever becomes of the sandbox after it', async () => {
    const server = await machine.start({ record: 'output' });
    const { id, agent } = await attemptWithAgent(server);
    agent.print('solved');
    await server.ask('POST', `/api/attempts/${id}/submit`);
    await server.ask('GET', path(id));
    await agent.stop();
    stopping = [];
    expect(await markersOf(server, id)).toContain('Submitted: 0 of 5 points');
  });
});

describe('nobody else', () => {
  test('sees, switches or downloads the recordings of an attempt', async () => {
    const server = await machine.start({ students: 'browser' });
    const { id, agent } = await attemptWithAgent(server);
    await server.ask('PUT', path(id), { on: true, input: false });
    agent.print('mine');
    const [mine] = listOf(await server.ask('GET', path(id))).recordings;
    const other = createClient(server.url);
    const answers = [
      await other.ask('GET', path(id)),
      await other.ask('PUT', path(id), { on: false, input: false }),
      await other.ask('GET', path(id, mine?.name)),
    ];
    for (const answer of answers) expect(problemOf(answer)).toMatchObject({ status: 404, code: 'attempt_unknown' });
    expect(agent.settings.at(-1)).toMatchObject({ on: true });
  });

  test.each([
    'shell-1.20200101T000000000Z.cast',
    '..%2f..%2fcookie.key',
    '..%2fdrydock.sqlite',
    '%2e%2e%2f%2e%2e%2fcookie.key',
    'shell-1.20200101T000000000Z.cast%00',
  ])('gets anything by the name %s', async (name) => {
    const server = await machine.start();
    const { id } = await attemptWithAgent(server);
    expect(readdirSync(join(machine.directory, 'data'))).toContain('cookie.key');
    expect(problemOf(await server.ask('GET', path(id, name)))).toMatchObject({ status: 404, code: 'not_found' });
  });

  test.each([[{}], [{ on: 'yes', input: false }], [{ on: true, input: false, more: 1 }]])(
    'switches by %j',
    async (body) => {
      const server = await machine.start();
      const { id } = await server.ready();
      expect(problemOf(await server.ask('PUT', path(id), body))).toMatchObject({ status: 400, code: 'bad_request' });
    },
  );
});
