import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AttemptEvent,
  type Progress,
  type Submission,
  SubmissionFile,
  type TerminalTicket,
  type Verdict,
} from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isSignedBy, publicKeyOf } from '../submissions/key.ts';
import { testLab } from '../testing/lab.ts';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

const isVerdicts = (event: AttemptEvent) => event.type === 'verdicts';

describe('an attempt', () => {
  test('goes from start to ready, and its stream tells the whole attempt first, then steps with seconds and states', async () => {
    const server = await machine.start();
    const created = await server.ask('POST', '/api/attempts', { lab: 'memory-limit' });
    expect(created.status).toBe(201);
    const { id } = created.json as { id: string };
    const stream = server.listen(id);
    const ready = await server.reach(id, 'ready');
    await stream.close();
    expect(stream.events[0]?.type).toBe('attempt');
    expect(ready).toMatchObject({ state: 'ready', lab: 'memory-limit', points: 0, maxPoints: 5, problem: null });
    expect(ready.parameters['token']).toMatch(/^[a-z0-9]{8}$/);
    expect(ready.steps.map((step) => step.state)).not.toContain('running');
    expect(ready.steps.every((step) => step.seconds !== undefined)).toBe(true);
    expect(ready.steps.at(-1)).toMatchObject({ id: 'setup', state: 'done' });
    expect(ready.verdicts).toHaveLength(3);
  });

  test('of a lab that names nodes has their names, which a reset keeps and a new cluster changes', async () => {
    const server = await machine.start({ lab: { ...testLab, namedNodes: ['control-plane', 'worker'] } });
    const { id, sandbox, parameters } = await server.ready();
    expect(parameters).toEqual({
      token: expect.stringMatching(/^\w{8}$/),
      'node.control-plane': `${sandbox}-control-plane`,
      'node.worker': `${sandbox}-worker`,
    });
    await server.ask('POST', `/api/attempts/${id}/reset`);
    const again = await server.reach(id, 'ready');
    expect(again.parameters).toMatchObject({ 'node.worker': `${sandbox}-worker` });
    expect(again.parameters['token']).not.toBe(parameters['token']);
    machine.cluster.breakForReset();
    await server.ask('POST', `/api/attempts/${id}/reset`);
    const replaced = await server.reach(id, 'ready');
    expect(replaced.sandbox).not.toBe(sandbox);
    expect(replaced.parameters).toMatchObject({ 'node.worker': `${replaced.sandbox}-worker` });
  });

  test('of the same lab that is alive is answered again', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const again = await server.ask('POST', '/api/attempts', { lab: 'memory-limit' });
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ id, state: 'ready' });
  });

  test('asked for twice at once is one attempt', async () => {
    const server = await machine.start();
    const [one, other] = await Promise.all([server.start(), server.start()]);
    expect(one.id).toBe(other.id);
  });

  test('ticks live: what changed is told, with the points it makes', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const stream = server.listen(id);
    await stream.until((event) => event.type === 'attempt');
    machine.cluster.set('limits/request', 'pass');
    const event = (await stream.until(isVerdicts)) as Extract<AttemptEvent, { type: 'verdicts' }>;
    await stream.close();
    expect(event.verdicts.map(({ check, outcome }) => [check, outcome])).toEqual([['request', 'pass']]);
    expect(event.points).toBe(2);
  });

  test('is checked and submitted; the best submission is kept and all survives in progress', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    expect((await server.ask('POST', `/api/attempts/${id}/check`)).json).toMatchObject({ points: 0, maxPoints: 5 });
    machine.cluster.pass();
    const full = await server.ask('POST', `/api/attempts/${id}/submit`);
    expect(full.status).toBe(201);
    expect(full.json).toMatchObject({ points: 5, maxPoints: 5, attempt: id });
    machine.cluster.set('usage/memory', 'fail');
    const less = (await server.ask('POST', `/api/attempts/${id}/submit`)).json as Submission;
    expect(less.points).toBe(2);
    const progress = (await server.ask('GET', '/api/progress')).json as Progress;
    expect(progress.labs['memory-limit']).toMatchObject({
      best: { id: (full.json as Submission).id, points: 5 },
      attempt: id,
    });
    expect((await server.get(id)).submission).toMatchObject({ id: less.id, points: 2 });
  });

  test('hands its submission on as the text that was signed, to its owner only', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const submission = (await server.ask('POST', `/api/attempts/${id}/submit`)).json as Submission;
    const path = `/api/submissions/${submission.id}`;
    const answer = await server.ask('GET', path);
    const { signed, signature, key } = SubmissionFile.parse(answer.json);
    expect(JSON.parse(signed)).toMatchObject({ submission, lab: 'memory-limit', user: 'student' });
    const { id: keyId, pem } = publicKeyOf(readFileSync(join(machine.directory, 'data', 'submission-key.pem'), 'utf8'));
    expect(keyId).toBe(key);
    expect(isSignedBy(pem, signed, signature)).toBe(true);
    await server.ask('POST', '/api/session');
    expect((await server.ask('GET', path)).json).toMatchObject({ code: 'not_found' });
    expect((await server.ask('GET', '/api/submissions/nope')).status).toBe(404);
  });

  test('reveals hints one at a time, with its parameters, and keeps them', async () => {
    const server = await machine.start();
    const { id, parameters } = await server.ready();
    const reveal = () => server.ask('POST', `/api/attempts/${id}/hints`, { task: 'limits', check: 'request' });
    expect(((await reveal()).json as Verdict).hints?.map(({ en }) => en)).toEqual([`Look at ${parameters['token']}`]);
    expect(((await reveal()).json as Verdict).hints).toHaveLength(2);
    const third = await reveal();
    expect(third.status).toBe(409);
    expect(third.json).toMatchObject({ code: 'conflict', message: 'Check limits/request has no more hints.' });
    machine.cluster.set('limits/request', 'inconclusive');
    await server.ask('POST', `/api/attempts/${id}/check`);
    expect((await server.get(id)).verdicts[0]?.hints).toHaveLength(2);
    const unknown = await server.ask('POST', `/api/attempts/${id}/hints`, { task: 'limits', check: 'nope' });
    expect(unknown.json).toMatchObject({ code: 'not_found', fix: expect.stringContaining('limits/request') });
  });

  test('is reset in its own cluster: verdicts and points are gone, parameters are other ones, the sandbox stays', async () => {
    const server = await machine.start();
    const { id, sandbox, parameters } = await server.ready();
    machine.cluster.pass();
    await server.ask('POST', `/api/attempts/${id}/check`);
    const reset = await server.ask('POST', `/api/attempts/${id}/reset`);
    expect(reset.status).toBe(202);
    expect(reset.json).toMatchObject({ state: 'setup', verdicts: [], points: 0 });
    const again = await server.reach(id, 'ready');
    expect(again).toMatchObject({ sandbox, points: 0 });
    expect(again.parameters).toEqual({ token: expect.stringMatching(/^\w{8}$/) });
    expect(again.parameters).not.toEqual(parameters);
    expect(machine.cluster.calls).toContain('reset');
    expect(machine.cluster.watching()).toBe(1);
  });

  test('is deleted: its sandbox goes, its submission stays, and it says so', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    await server.ask('POST', `/api/attempts/${id}/submit`);
    expect((await server.ask('DELETE', `/api/attempts/${id}`)).status).toBe(204);
    expect(await server.get(id)).toMatchObject({ state: 'ended', submission: { points: 0 } });
    const check = await server.ask('POST', `/api/attempts/${id}/check`);
    expect(check.json).toMatchObject({ code: 'attempt_not_ready', fix: 'Start the lab again for a new attempt.' });
    expect((await server.start()).id).not.toBe(id);
    expect(machine.cluster.watching()).toBe(0);
  });

  test('deleted in the middle of its start leaves no sandbox', async () => {
    let reached = (): void => undefined;
    const inStart = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const driver = machine.driver({
      milliseconds: { create: 60_000 },
      onCreateStep: () => reached(),
    });
    const server = await machine.start({ driver });
    const { id } = await server.start();
    await inStart;
    expect((await server.ask('DELETE', `/api/attempts/${id}`)).status).toBe(204);
    expect(await driver.list()).toEqual([]);
    expect(await server.get(id)).toMatchObject({ state: 'ended', sandbox: null });
  });

  test('gives a ticket for a terminal, and no node shell where the lab has none', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const ticket = await server.ask('POST', `/api/attempts/${id}/terminals`, {});
    expect(ticket.status).toBe(201);
    expect((ticket.json as TerminalTicket).url).toMatch(/^\/terminal\?/);
    expect((await server.ask('POST', `/api/attempts/${id}/terminals`)).status).toBe(201);
    const node = await server.ask('POST', `/api/attempts/${id}/terminals`, { kind: 'node' });
    expect(node.json).toMatchObject({ code: 'forbidden', message: 'Lab memory-limit has no node shell.' });
  });

  test("answers the student's kubeconfig, which is not the grader's", async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const answer = await server.ask('GET', `/api/attempts/${id}/kubeconfig`);
    expect(answer.headers.get('content-type')).toContain('application/yaml');
    expect(answer.text).toContain('user: student');
    expect(answer.text).not.toContain('grader');
  });
});
