import { once } from 'node:events';
import { type Attempt, ListedAttempt } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createResumeMachine, follow, reachOnce, resumeLab } from '../../testing/resume.ts';
import type { createClient } from '../../testing/start.ts';

const done = { exitCode: 0, stdout: '', stderr: '' };

let machine: Awaited<ReturnType<typeof createResumeMachine>>;
beforeEach(async () => {
  machine = await createResumeMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

async function resumeFrom({ ask }: Pick<ReturnType<typeof createClient>, 'ask'>, from = 'limits') {
  return ask('POST', '/api/attempts', { lab: resumeLab.id, from });
}

describe('an attempt that begins after a task', () => {
  test('is brought there by the commands of the solution with its own parameters, and has those points', async () => {
    const server = await machine.start();
    await reachOnce(server, machine);
    const { status, json } = await resumeFrom(server);
    expect(status).toBe(201);
    const { id } = json as Attempt;
    const attempt = await server.reach(id, 'ready');
    expect(attempt).toMatchObject({ from: 'limits', points: 2, problem: null });
    expect(machine.scripts).toEqual([`set -eu\nlimit ${attempt.parameters['token']}\n`]);
    expect(attempt.steps.at(-1)).toMatchObject({
      id: 'resume',
      state: 'done',
      title: 'Bringing the cluster to the end of “Limits”',
      zh: { title: '正在把集群推进到“Limits（中）”做完的地方' },
    });
  });

  test('is refused for a task whose end this student has not reached, and nothing is started', async () => {
    const server = await machine.start({ students: 'browser' });
    await server.ask('POST', '/api/session');
    expect(await resumeFrom(server)).toMatchObject({
      status: 403,
      json: {
        code: 'forbidden',
        message: expect.stringContaining('“Limits”'),
        zh: { message: expect.stringContaining('“Limits（中）”') },
      },
    });
    const other = machine.client(server.url);
    await other.ask('POST', '/api/session');
    const { id } = await other.ready();
    const stream = await follow(other, id);
    machine.cluster.set('limits/request', 'pass');
    await stream.until(({ type }) => type === 'point');
    await stream.close();
    expect((await resumeFrom(server)).status).toBe(403);
    expect((await server.ask('GET', '/api/attempts')).json).toEqual([]);
  });

  test('is refused for a task without a point, with the tasks that have one', async () => {
    const server = await machine.start();
    for (const from of ['usage', 'nowhere'])
      expect(await resumeFrom(server, from)).toMatchObject({
        status: 404,
        json: { code: 'not_found', fix: expect.stringContaining('limits') },
      });
    expect((await server.ask('GET', '/api/attempts')).json).toEqual([]);
  });

  test('is the living attempt when there is one, which says where it began', async () => {
    const server = await machine.start();
    await reachOnce(server, machine);
    const { id } = await server.ready();
    expect(await resumeFrom(server)).toMatchObject({ status: 200, json: { id } });
    expect((await server.get(id)).from).toBeUndefined();
    await server.ask('DELETE', `/api/attempts/${id}`);
    const { id: resumed } = (await resumeFrom(server)).json as Attempt;
    await server.reach(resumed, 'ready');
    expect(await server.ask('POST', '/api/attempts', { lab: resumeLab.id })).toMatchObject({
      status: 200,
      json: { id: resumed, from: 'limits' },
    });
  });

  test('goes back there by a reset, in the same cluster and with new parameters', async () => {
    const server = await machine.start();
    await reachOnce(server, machine);
    const { id } = (await resumeFrom(server)).json as Attempt;
    const { sandbox, parameters } = await server.reach(id, 'ready');
    machine.cluster.pass();
    await server.ask('POST', `/api/attempts/${id}/reset`);
    const again = await server.reach(id, 'ready');
    expect(again).toMatchObject({ sandbox, from: 'limits', points: 2 });
    expect(again.parameters['token']).not.toBe(parameters['token']);
    expect(machine.scripts.at(-1)).toBe(`set -eu\nlimit ${again.parameters['token']}\n`);
    expect(machine.scripts).toHaveLength(2);
  });

  test('goes back there in a new cluster when the old one cannot be reset', async () => {
    const server = await machine.start();
    await reachOnce(server, machine);
    const { id } = (await resumeFrom(server)).json as Attempt;
    const { sandbox } = await server.reach(id, 'ready');
    machine.cluster.breakForReset();
    await server.ask('POST', `/api/attempts/${id}/reset`);
    const again = await server.reach(id, 'ready');
    expect(again).toMatchObject({ from: 'limits', points: 2 });
    expect(again.sandbox).not.toBe(sandbox);
  });

  test('fails when a command fails: the output is told, logged whole, and the place is free', async () => {
    const server = await machine.start();
    await reachOnce(server, machine);
    machine.willRun(() => ({ exitCode: 3, stdout: 'working\n', stderr: 'error: no such node\n' }));
    const { id } = (await resumeFrom(server)).json as Attempt;
    const failed = await server.reach(id, 'failed');
    expect(failed.problem).toMatchObject({
      code: 'command_failed',
      message: expect.stringMatching(/“Limits”.*code 3: error: no such node$/),
      fix: expect.stringContaining('Press Reset'),
      zh: { message: expect.stringMatching(/“Limits（中）”.*退出码 3.*error: no such node/) },
    });
    expect(failed.steps.at(-1)).toMatchObject({ id: 'resume', state: 'failed', detail: 'error: no such node' });
    expect(machine.logged.some((line) => line.includes('working\\nerror: no such node'))).toBe(true);
    const [listed] = z.array(ListedAttempt).parse((await server.ask('GET', '/api/attempts')).json);
    expect(listed).toMatchObject({ id, holdsPlace: false });
    machine.willRun();
    await server.ask('POST', `/api/attempts/${id}/reset`);
    expect(await server.reach(id, 'ready')).toMatchObject({ from: 'limits', points: 2 });
  });

  test('fails when a check up to there does not pass, and names it', async () => {
    const server = await machine.start();
    await reachOnce(server, machine);
    machine.willRun(() => done);
    const { id } = (await resumeFrom(server)).json as Attempt;
    expect((await server.reach(id, 'failed')).problem).toMatchObject({
      code: 'command_failed',
      message: expect.stringContaining('this does not pass: request'),
      zh: { message: expect.stringContaining('request（中）') },
    });
  });

  test('is brought there again by a new server when the old one went down on the way', async () => {
    const server = await machine.start();
    await reachOnce(server, machine);
    const begun = Promise.withResolvers<void>();
    machine.willRun(async (_, signal) => {
      begun.resolve();
      if (signal) await once(signal, 'abort');
      signal?.throwIfAborted();
      return done;
    });
    const { id } = (await resumeFrom(server)).json as Attempt;
    await begun.promise;
    await server.close();
    machine.willRun();
    const second = await machine.start();
    expect(await second.reach(id, 'ready')).toMatchObject({ from: 'limits', points: 2, problem: null });
    expect(machine.scripts).toHaveLength(2);
  });
});
