import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@drydock/host';
import { Verdict } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCatalogue } from '../catalogue.ts';
import { spawnHostPty } from './host-pty.ts';
import { openPanel } from './panel.ts';
import { Look, openStage } from './scene.ts';
import { simulateGrader, verdictOf } from './simulated-grader.ts';
import { simulateHost } from './simulated-host.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-dev-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

test('what is set on the panel is what a simulated grader reports at once, and full points when all pass', async () => {
  const catalogue = await readCatalogue();
  const lab = catalogue.labs.get('memory-limit');
  if (!lab) throw new Error('no lab memory-limit');
  const stage = openStage(join(folder, 'scene.json'));
  const host = simulateHost(join(folder, 'host'), stage);
  const port = await freePort();
  const panel = await openPanel(port, { stage, host, catalogue });
  await using grader = simulateGrader(stage)({
    lab,
    kubeconfig: '',
    parameters: {},
    startedAt: new Date(),
    node: () => Promise.reject(new Error('no node')),
    log: { warn: () => undefined },
  });
  const told: (readonly Verdict[])[] = [];
  await grader.watch({ signal: never, onVerdicts: (verdicts) => told.push(verdicts) });
  expect(told.at(-1)?.every(({ missing }) => missing !== undefined)).toBe(true);

  const keys = lab.tasks.flatMap((task) => task.checks.map(({ id }) => `${lab.id}/${task.id}/${id}`));
  const send = (path: string, body: unknown) =>
    fetch(`http://127.0.0.1:${port}/dev/${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect((await send('looks', { keys, look: 'pass' })).status).toBe(200);
  const verdicts = told.at(-1) ?? [];
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(keys.map(() => 'pass'));
  expect(grader.points(verdicts)).toBe(lab.tasks.reduce((sum, { points }) => sum + points, 0));

  expect((await send('looks', { keys, look: 'gorgeous' })).status).toBe(400);
  expect((await send('scene', { startSeconds: -1 })).status).toBe(400);
  await panel.close();
});

test('every look is a verdict the pages can read', async () => {
  const [lab] = (await readCatalogue()).labs.values();
  const check = lab?.tasks[0]?.checks[0];
  if (!check) throw new Error('no check');
  expect(Look.options.filter((look) => !Verdict.safeParse(verdictOf(check, look)).success)).toEqual([]);
});

test('what was set outlives a restart of the API, and one change leaves the rest', async () => {
  const file = join(folder, 'scene.json');
  await openStage(file).change({ isDockerDown: true });
  await openStage(file).change({ checkSeconds: 7 });
  expect(openStage(file).scene).toMatchObject({ isDockerDown: true, checkSeconds: 7, startSeconds: 3 });
});

test('a simulated machine has the bad day that was asked for, and a lost sandbox is broken', async () => {
  const stage = openStage(join(folder, 'scene.json'));
  await stage.change({ startSeconds: 0 });
  const host = simulateHost(join(folder, 'host'), stage);
  const make = () =>
    host.driver.create({ id: 'abcdef', profile: 'one-node' }, { signal: never, onStep: () => undefined });
  await stage.change({ doesStartFail: true });
  await expect(make()).rejects.toMatchObject({ code: 'command_failed' });
  await stage.change({ doesStartFail: false, isDockerDown: true });
  await expect(make()).rejects.toMatchObject({ code: 'docker_unavailable' });
  await stage.change({ isDockerDown: false });
  await make();
  host.lose('abcdef');
  expect(await host.driver.list()).toMatchObject([{ id: 'abcdef', state: 'broken' }]);
  await host.close();
});

test('a terminal of this machine runs what is typed, knows its size and each new one, and leaves no file', async () => {
  const ofTerminals = async () => (await readdir(tmpdir())).filter((name) => /^drydock-dev-.*\.tty$/.test(name));
  const before = await ofTerminals();
  const output: Buffer[] = [];
  const text = () => Buffer.concat(output).toString();
  const exited = Promise.withResolvers<number | null>();
  const pty = spawnHostPty(
    { file: 'bash', args: ['--norc', '-i'], cwd: folder, env: { PATH: '/usr/bin:/bin', TERM: 'xterm', HISTFILE: '' } },
    { cols: 91, rows: 17 },
    {
      onData: (bytes) => output.push(Buffer.from(bytes)),
      onExit: ({ code }) => exited.resolve(code),
      onWritten: () => undefined,
    },
  );
  pty.write(Buffer.from('stty size; test -t 0 && echo it-is-a-tty\n'));
  await expect.poll(text).toMatch(/^it-is-a-tty/m);
  expect(text()).toContain('17 91');
  pty.resize(100, 30);
  // `stty` of the new size runs beside the shell.
  pty.write(Buffer.from('until stty size | grep 30.100; do :; done; exit 3\n'));
  expect(await exited.promise).toBe(3);
  expect(text()).toMatch(/^30 100/m);
  expect((await ofTerminals()).filter((name) => !before.includes(name))).toEqual([]);
});
