import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { AttemptRecordings, parseAsciicast, type Progress, type Submission } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isSignedBy, openSigningKey } from './submissions/key.ts';
import { startFakeAgent } from './testing/fake-agent.ts';
import { createLessonPage, textOf } from './testing/playground.ts';
import { createClient, createTestMachine } from './testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
let running: ChildProcess[] = [];
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(async () => {
  for (const child of running) await kill(child);
  running = [];
  await machine[Symbol.asyncDispose]();
});

/** A server in a process of its own, on the same data and the same host as those before it. */
async function startProcess(...more: string[]) {
  const entry = fileURLToPath(import.meta.resolve('./testing/run.ts'));
  const args = [entry, join(machine.directory, 'data'), machine.hostDirectory, ...more];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, ...createClient(String(line).trim()) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('kill -9 and a new start', { timeout: 60_000 }, () => {
  test('find attempt, sandbox, parameters, submission and progress again, and grading goes on', async () => {
    const first = await startProcess('pass');
    const { id, sandbox, parameters } = await first.ready();
    const submission = (await first.ask('POST', `/api/attempts/${id}/submit`)).json as Submission;
    expect(submission.points).toBe(5);
    await first.ask('POST', '/api/progress', { lesson: 'resources/memory' });
    await kill(first.child);

    const second = await startProcess();
    expect(await second.get(id)).toMatchObject({
      id,
      sandbox,
      parameters,
      state: 'ready',
      submission: { id: submission.id },
    });
    const progress = (await second.ask('GET', '/api/progress')).json as Progress;
    expect(progress).toMatchObject({
      lessons: { 'resources/memory': 'read' },
      labs: { 'memory-limit': { attempt: id, best: { id: submission.id, points: 5 } } },
    });
    expect((await second.ask('POST', `/api/attempts/${id}/check`)).json).toMatchObject({ id, points: 0 });
    const ticket = await second.ask('POST', `/api/attempts/${id}/terminals`, {});
    expect(ticket.status).toBe(201);
  });

  test('what was recorded is there, goes on being recorded, and outlives the cluster', async () => {
    const first = await startProcess();
    const { id, sandbox } = await first.ready();
    const agent = await startFakeAgent(join(machine.hostDirectory, sandbox ?? '', 'agent.sock'));
    const path = `/api/attempts/${id}/recordings`;
    await first.ask('POST', `/api/attempts/${id}/terminals`, {});
    await first.ask('PUT', path, { on: true, input: false });
    agent.print('before');
    await first.ask('GET', path);
    await kill(first.child);
    agent.print('meanwhile');

    const second = await startProcess();
    await second.reach(id, 'ready');
    agent.print('after');
    await second.ask('DELETE', `/api/attempts/${id}`);
    await agent.stop();
    const { setting, recordings } = AttemptRecordings.parse((await second.ask('GET', path)).json);
    expect(setting).toEqual({ on: true, input: false });
    const { text } = await second.ask('GET', `${path}/${recordings[0]?.name}`);
    const events = parseAsciicast(text).events.flatMap(({ code, data }) => (code === 'o' ? [data] : []));
    expect(events).toEqual(['before', 'meanwhile', 'after']);
  });

  test('in the middle of a cell: its output is whole, and its playground is as it was', async () => {
    const first = await startProcess();
    const before = createLessonPage(first);
    const playground = await before.ready();
    const agent = await startFakeAgent(join(machine.hostDirectory, playground.sandbox ?? '', 'agent.sock'));
    const run = await before.run(playground.id, '1', 'long');
    await agent.cells.print('long', 'one ');
    await expect.poll(async () => textOf(await before.kept(), '1')).toBe('one ');
    await kill(first.child);
    await agent.cells.print('long', 'two ');

    const after = createLessonPage(await startProcess());
    expect(await after.get(playground.id)).toMatchObject({ state: 'ready', sandbox: playground.sandbox });
    await agent.cells.print('long', 'three');
    await agent.cells.finish('long');
    expect(await after.until(run)).toMatchObject({ exitCode: 0 });
    expect(textOf(await after.kept(), '1')).toBe('one two three');
    await agent.stop();
  });

  test('in the middle of a start: the start goes on by itself', async () => {
    const first = await startProcess();
    const { id } = await first.start();
    const stream = first.listen(id);
    // A busy machine may have told a step before the stream was open: then it is in the first event.
    await stream.until(
      (event) => event.type === 'step' || (event.type === 'attempt' && event.attempt.steps.length > 0),
    );
    await kill(first.child);
    await stream.close();
    const second = await startProcess();
    const ready = await second.reach(id, 'ready');
    expect(ready.steps.every((step) => step.state !== 'running')).toBe(true);
    const hosted = await machine.driver().list();
    expect(hosted.filter((each) => each.isClaimed).map((each) => each.id)).toEqual([ready.sandbox]);
  });

  test('with the cluster gone meanwhile: the attempt is lost and says what to do', async () => {
    const first = await startProcess();
    const { id, sandbox } = await first.ready();
    await kill(first.child);
    rmSync(join(machine.hostDirectory, String(sandbox)), { recursive: true });
    const second = await startProcess();
    const lost = await second.reach(id, 'lost');
    expect(lost.problem).toMatchObject({ code: 'sandbox_lost', fix: expect.stringContaining('Press Reset') });
    await second.ask('POST', `/api/attempts/${id}/reset`);
    expect((await second.reach(id, 'ready')).sandbox).not.toBe(sandbox);
  });

  test('in the moment a reset gave up the old cluster: the new one is new', async () => {
    const first = await startProcess();
    const { id, sandbox } = await first.ready();
    await kill(first.child);
    const database = new DatabaseSync(join(machine.directory, 'data', 'drydock.sqlite'));
    database.exec("update attempts set state = 'queued'");
    database.close();
    const second = await startProcess();
    expect((await second.reach(id, 'ready')).sandbox).not.toBe(sandbox);
    const claimed = (await machine.driver().list()).filter((each) => each.isClaimed);
    expect(claimed).toHaveLength(1);
  });

  test('a submission is stored with its evidence and a signature that the key of this installation verifies', async () => {
    const first = await startProcess('pass');
    const { id } = await first.ready();
    await first.ask('POST', `/api/attempts/${id}/submit`);
    await kill(first.child);
    const database = new DatabaseSync(join(machine.directory, 'data', 'drydock.sqlite'));
    const row = database.prepare('select signedJson, signature, key from submissions').get() as Record<string, string>;
    database.close();
    const key = openSigningKey(join(machine.directory, 'data'));
    const { signedJson = '', signature = '' } = row;
    expect(row['key']).toBe(key.id);
    expect(isSignedBy(key.publicKey, signedJson, signature)).toBe(true);
    expect(isSignedBy(key.publicKey, signedJson.replace('"points":5', '"points":4'), signature)).toBe(false);
    expect(JSON.parse(signedJson)).toMatchObject({ version: 1, lab: 'memory-limit', user: 'student', evidence: {} });
  });
});
