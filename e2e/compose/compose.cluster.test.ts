import { cp, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from '@drydock/host';
import { Attempt, Progress, Session, Submission } from '@drydock/model';
import { deepFreezeLack } from '@drydock/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabPage, openLab } from './page.ts';
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
  let page: LabPage;
  let submittedAt: number;

  const attempt = async () => Attempt.parse((await anna.ask('GET', `/api/attempts/${id}`)).json);

  beforeAll(async () => {
    // As docs/operating.md sets it up for a class.
    stack = await createStack({ DRYDOCK_TIER: '2' });
    await stack.build();
    await stack.compose('up', '--detach', '--wait');
    authority = await stack.authority();
  }, 900_000);
  afterAll(() => stack?.[Symbol.asyncDispose]());

  test('two browsers are two students, and each gets the pages and a cookie for TLS and this path only', async () => {
    anna = createStudent(stack.address, authority);
    const bela = createStudent(stack.address, authority);
    const page = await anna.ask('GET', '/en/');
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('<html') });
    const first = await anna.ask('GET', '/api/session');
    const second = await bela.ask('GET', '/api/session');
    expect(first.cookie).toMatch(/; Path=\/k8s;.*; Secure/);
    expect(Session.parse(first.json).user).not.toBe(Session.parse(second.json).user);
    id = Attempt.parse((await anna.ask('POST', '/api/attempts', { lab: 'memory-limit' })).json).id;
    expect((await bela.ask('GET', `/api/attempts/${id}`)).status).toBe(404);
  });

  test('steps come over HTTP/2 as they happen, and the terminal is a real one', async () => {
    await anna.until(id, (event) => event.type === 'step' && event.step.state === 'running');
    await anna.until(
      id,
      (event) =>
        (event.type === 'attempt' && event.attempt.state === 'ready') ||
        (event.type === 'state' && event.state === 'ready'),
    );
    expect(await anna.terminal(id, 'echo kept-$((6*7))\r', 'kept-42')).toContain('kept-42');
  });

  /** Runs a script as the student, in the workspace; resolves with what it printed. */
  async function inWorkspace(script: string): Promise<string> {
    const student = ['--user', '20001', '--env', 'HOME=/home/student'];
    const command = ['exec', '--interactive', ...student, `drydock-${(await attempt()).sandbox}-workspace`];
    return run('docker', [...command, 'bash', '-s'], { input: script, timeoutMs: 120_000 });
  }

  /** What a student of tier 2 tries: a Pod that is root on its node, and the door of the machine, which is open to browsers. */
  async function tryToLeave(): Promise<void> {
    const pod = `kubectl run evil --image=a --dry-run=server --overrides='{"spec":{"hostPID":true}}' 2>&1`;
    const machine = `$(ip route show default | cut -d' ' -f3)/${new URL(stack.address).port}`;
    const door = `to=${machine}; echo "to $to"; timeout 5 bash -c "echo >/dev/tcp/$to" 2>&1 || echo kept in`;
    expect(await inWorkspace(`${pod}; ${door}`)).toMatch(
      /hostPID.*\(tier 2\)[^]*\nto 10\.[\d.]+\/\d+\n[^]*kept in\s*$/u,
    );
  }

  test('set to tier 2, a student gets no Pod that is root on its node and no way to the machine, and is told what is not run', async () => {
    await tryToLeave();
    const { json } = await anna.ask('GET', '/api/lessons/storage/pv-pvc/refused');
    expect(json).toMatchObject([{ cells: expect.arrayContaining(['2']), problem: { code: 'capability_missing' } }]);
  });

  test('a Submit that takes longer than the front waits is answered before that', async () => {
    page = await openLab(stack.address, 'memory-limit', anna.cookie());
    const script = await readFile(join(labs, 'memory-limit/solution/solve.sh'), 'utf8');
    await inWorkspace(script);
    submittedAt = performance.now();
    await page.submit();
    // It joins the one of the page, whose answer a browser may lose: each new network on its machine cuts all that is under way.
    expect((await anna.ask('POST', `/api/attempts/${id}/submit`)).status).toBe(202);
  });

  // The next ones run while the Submit is judged.

  test('a page of another site is refused', async () => {
    const session = createStudent(stack.address, authority);
    const answer = await session.ask('POST', '/api/attempts', { lab: 'memory-limit' }, 'https://evil.example');
    expect(answer).toMatchObject({ status: 403, json: { code: 'bad_origin' } });
  });

  test('everything that the front passes on is under the path', async () => {
    const { origin, pathname } = new URL(stack.address);
    const outside = createStudent(`${origin}/`, authority);
    expect((await outside.ask('GET', 'api/session')).status).toBe(404);
    expect((await outside.ask('GET', '')).status).toBe(302);
    const { text } = await anna.ask('GET', '/en/resources/memory/');
    const addresses = [...text.matchAll(/\s(?:href|src|component-url|renderer-url)="(\/[^"#]*)/g)].map(
      ([, one]) => one,
    );
    expect(addresses.length).toBeGreaterThan(50);
    expect(addresses.filter((one) => !one?.startsWith(`${pathname}/`))).toEqual([]);
    const files = addresses.filter((one) => /\.(?:js|css|svg)$/.test(one ?? ''));
    for (const one of files) expect([one, (await outside.ask('GET', one?.slice(1) ?? '')).status]).toEqual([one, 200]);
  });

  test('its result comes by the stream of events, and the page shows it', async () => {
    const { maxPoints } = await attempt();
    await page.result(maxPoints);
    expect(performance.now() - submittedAt).toBeGreaterThan(60_000);
    await page.close();
    submission = Submission.parse((await attempt()).submission);
    expect(submission.points).toBe(maxPoints);
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
    expect([200, 202]).toContain((await anna.ask('POST', `/api/attempts/${id}/check`)).status);
    await anna.until(
      id,
      (event) =>
        (event.type === 'attempt' && event.attempt.judging === null && event.attempt.points === before.maxPoints) ||
        (event.type === 'verdicts' && event.points === before.maxPoints),
    );
  });

  test.skipIf(deepFreezeLack() !== undefined)(
    'what nobody uses is put into compressed swap by the server in its container, and wakes',
    async () => {
      stack.set({ DRYDOCK_IDLE_SECONDS: '1', DRYDOCK_DEEP_FREEZE_SECONDS: '1' });
      await stack.compose('up', '--detach', '--wait', '--no-deps', 'server');
      const log = join(stack.state, 'server/server.log');
      await expect
        .poll(() => readFile(log, 'utf8'), { timeout: 180_000, interval: 1000 })
        .toContain('the memory of a frozen sandbox was put away');
      expect(await anna.terminal(id, 'echo awake-$((6*7))\r', 'awake-42')).toContain('awake-42');
      await tryToLeave();
    },
  );

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
