import { cp, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from '@drydock/host';
import { Attempt, Progress, Session, Submission } from '@drydock/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStack, type Stack, whyNoCompose } from './stack.ts';
import { createStudent } from './student.ts';

const why = await whyNoCompose();
const labs = resolve(import.meta.dirname, '../../labs');

describe.skipIf(why !== undefined)(`docker compose up${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let stack: Stack;
  let authority: string;
  let anna: ReturnType<typeof createStudent>;
  let id: string;
  let submission: Submission;
  let backup: string;

  const attempt = async () => Attempt.parse((await anna.ask('GET', `/api/attempts/${id}`)).json);

  beforeAll(async () => {
    // Every Submit takes longer than that.
    stack = await createStack({ DRYDOCK_ANSWER_SECONDS: '0.01' });
    await stack.compose('build');
    await stack.compose('up', '--detach', '--wait');
    authority = await stack.authority();
  }, 900_000);
  afterAll(() => stack?.[Symbol.asyncDispose]());

  test('two browsers are two students, and each gets the pages and a cookie for TLS only', async () => {
    anna = createStudent(stack.address, authority);
    const bela = createStudent(stack.address, authority);
    const page = await anna.ask('GET', '/en/');
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('<html') });
    const first = await anna.ask('GET', '/api/session');
    const second = await bela.ask('GET', '/api/session');
    expect(first.cookie).toMatch(/; Secure/);
    expect(Session.parse(first.json).user).not.toBe(Session.parse(second.json).user);
    id = Attempt.parse((await anna.ask('POST', '/api/attempts', { lab: 'memory-limit' })).json).id;
    expect((await bela.ask('GET', `/api/attempts/${id}`)).status).toBe(404);
  });

  test('a page of another site is refused', async () => {
    const session = createStudent(stack.address, authority);
    const answer = await session.ask('POST', '/api/attempts', { lab: 'memory-limit' }, 'https://evil.example');
    expect(answer).toMatchObject({ status: 403, json: { code: 'bad_origin' } });
  });

  test('steps and verdicts come over HTTP/2 as they happen, and the terminal is a real one', async () => {
    await anna.until(id, (event) => event.type === 'step' && event.step.state === 'running');
    await anna.until(
      id,
      (event) =>
        (event.type === 'attempt' && event.attempt.state === 'ready') ||
        (event.type === 'state' && event.state === 'ready'),
    );
    expect(await anna.terminal(id, 'echo kept-$((6*7))\r', 'kept-42')).toContain('kept-42');
    const script = await readFile(join(labs, 'memory-limit/solution/solve.sh'), 'utf8');
    const { sandbox, maxPoints } = await attempt();
    const workspace = `drydock-${sandbox}-workspace`;
    await run(
      'docker',
      ['exec', '--interactive', '--user', '20001', '--env', 'HOME=/home/student', workspace, 'bash', '-s'],
      {
        input: script,
        timeoutMs: 120_000,
      },
    );
    await anna.until(id, (event) => event.type === 'verdicts' && event.points === maxPoints);
  });

  test('a Submit that takes longer than the proxy likes is answered at once, and its result comes by the stream', async () => {
    const { status } = await anna.ask('POST', `/api/attempts/${id}/submit`);
    expect(status).toBe(202);
    await anna.until(
      id,
      (event) => event.type === 'submission' || (event.type === 'attempt' && event.attempt.submission !== null),
    );
    const found = await attempt();
    submission = Submission.parse(found.submission);
    expect(submission.points).toBe(found.maxPoints);
    await anna.ask('POST', '/api/progress', { lesson: 'resources/memory' });
  });

  test('a backup is made while the server runs', async () => {
    await stack.compose('run', '--rm', 'backup');
    const [name = ''] = await readdir(join(stack.state, 'backups'));
    backup = name;
    expect(await readdir(join(stack.state, 'backups', backup))).toEqual([
      'backup.json',
      'cookie.key',
      'drydock.sqlite',
      'submission-key.pem',
    ]);
  });

  test('a new container of the server finds the attempt, its cluster and the shell in its terminal', async () => {
    const before = await attempt();
    await stack.compose('up', '--detach', '--wait', '--force-recreate', '--no-deps', 'server');
    const after = await attempt();
    expect(after).toMatchObject({ state: 'ready', sandbox: before.sandbox });
    expect(await anna.terminal(id, '', 'kept-42')).toContain('kept-42');
    expect((await anna.ask('POST', `/api/attempts/${id}/check`)).status).toBe(202);
    await anna.until(
      id,
      (event) =>
        (event.type === 'attempt' && event.attempt.judging === null && event.attempt.points === before.maxPoints) ||
        (event.type === 'verdicts' && event.points === before.maxPoints),
    );
  });

  test('restored into an empty folder, everything is there again; data that is there is left alone', async () => {
    await using other = await createStack();
    await cp(join(stack.state, 'backups'), join(other.state, 'backups'), { recursive: true });
    const from = `/state/backups/${backup}`;
    await other.compose('run', '--rm', 'restore', from);
    await expect(other.compose('run', '--rm', 'restore', from)).rejects.toMatchObject({
      message: expect.stringContaining('has data already'),
    });
    await other.compose('up', '--detach', '--wait', '--no-deps', 'server', 'front');
    const again = createStudent(other.address, await other.authority(), anna.cookie());
    const { json } = await again.ask('GET', '/api/progress');
    expect(Progress.parse(json).lessons).toEqual({ 'resources/memory': 'read' });
    expect((await again.ask('GET', `/api/submissions/${submission.id}`)).json).toEqual(
      (await anna.ask('GET', `/api/submissions/${submission.id}`)).json,
    );
  });
});
