import { PublicLab } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createResumeMachine, follow, reachedIn, reachOnce, resumeLab } from '../../testing/resume.ts';

let machine: Awaited<ReturnType<typeof createResumeMachine>>;
beforeEach(async () => {
  machine = await createResumeMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

describe('a resume point', () => {
  test('is part of what everybody may know of a lab', async () => {
    const server = await machine.start();
    const { tasks } = PublicLab.parse((await server.ask('GET', `/api/labs/${resumeLab.id}`)).json);
    expect(tasks.map(({ id, resume }) => [id, resume])).toEqual([
      ['limits', true],
      ['usage', undefined],
    ]);
  });

  test('is stored and told when live verdicts first show it, once for all attempts', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    expect(await reachedIn(server)).toBeUndefined();
    const stream = await follow(server, id);
    machine.cluster.set('limits/request', 'pass');
    expect(await stream.until(({ type }) => type === 'point')).toEqual({ type: 'point', task: 'limits' });
    machine.cluster.set('limits/request', 'fail');
    machine.cluster.set('limits/request', 'pass');
    machine.cluster.set('usage/memory', 'pass');
    await stream.until(
      (event) =>
        event.type === 'verdicts' && event.verdicts.some(({ check }) => check === 'memory' && event.points > 0),
    );
    expect(await reachedIn(server)).toEqual(['limits']);
    expect(stream.events.filter(({ type }) => type === 'point')).toHaveLength(1);
    await stream.close();
  });

  test('is no news in a later attempt', async () => {
    const server = await machine.start();
    await reachOnce(server, machine);
    const { id } = await server.ready();
    const stream = await follow(server, id);
    machine.cluster.set('limits/request', 'pass');
    await server.ask('POST', `/api/attempts/${id}/check`);
    machine.cluster.set('usage/memory', 'pass');
    await stream.until(
      (event) =>
        event.type === 'verdicts' &&
        event.verdicts.some(({ check, outcome }) => check === 'memory' && outcome === 'pass'),
    );
    await stream.close();
    expect(stream.events.map(({ type }) => type)).not.toContain('point');
    expect(await reachedIn(server)).toEqual(['limits']);
  });

  test('is kept though the attempt ends without a submission, and by a new start of the server', async () => {
    const server = await machine.start();
    await reachOnce(server, machine);
    await server.close();
    expect(await reachedIn(await machine.start())).toEqual(['limits']);
  });

  test('is reached by a Check too', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    machine.cluster.pass();
    await server.ask('POST', `/api/attempts/${id}/check`);
    expect(await reachedIn(server)).toEqual(['limits']);
  });
});
