import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '@drydock/host';
import type { Attempt } from '@drydock/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindDriverIn } from './testing/kind-driver.ts';
import { createClient } from './testing/start.ts';

const patience = { timeout: 120_000, interval: 100 };

let directory: string;
let server: ChildProcess | undefined;
let client: ReturnType<typeof createClient>;
let attempt: Attempt;

/** A server in a process of its own, on the data of those before it. */
async function start(settings: { idleMs?: number; deepAfterMs?: number } = {}): Promise<void> {
  const entry = fileURLToPath(import.meta.resolve('./testing/run-kind.ts'));
  server = spawn(process.execPath, [entry, directory, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!server.stdout) throw new Error('the server has no output');
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  client = createClient(String(line).trim(), client?.cookie());
}

async function kill(): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

/** Kills the server as soon as Docker reports one of these events of a container of the sandbox. */
async function killAt(sandbox: string, events: readonly string[], act: () => Promise<unknown>): Promise<void> {
  const containers = ['control-plane', 'workspace'].map((part) => `--filter=container=drydock-${sandbox}-${part}`);
  const filters = [...containers, ...events.map((event) => `--filter=event=${event}`)];
  const watcher = spawn('docker', ['events', '--since', String(Date.now() / 1000), ...filters]);
  try {
    const seen = once(watcher.stdout, 'data');
    const acted = act().catch(() => undefined);
    await seen;
    await kill();
    await acted;
  } finally {
    watcher.kill();
  }
}

const runDirectory = (): string => join(directory, 'run');
const sandboxes = async (): Promise<readonly string[]> =>
  (await readdir(runDirectory())).filter((name) => name !== '.keys');

/** Containers and networks of a sandbox, and its folders. */
async function traces(sandbox: string): Promise<readonly string[]> {
  const filter = `name=drydock-${sandbox}`;
  const found = await Promise.all([
    run('docker', ['ps', '--all', '--filter', filter, '--format', '{{.Names}}']),
    run('docker', ['network', 'ls', '--filter', filter, '--format', '{{.Name}}']),
    readdir(runDirectory(), { recursive: true }).then((all) => all.filter((path) => path.includes(sandbox)).join('\n')),
  ]);
  return found.flatMap((names) => names.split('\n')).filter((name) => name !== '');
}

const inspect = async (part: string, format: string): Promise<string> =>
  (await run('docker', ['inspect', '--format', format, `drydock-${attempt.sandbox}-${part}`])).trim();

async function expectWhole(): Promise<void> {
  const now = await client.get(attempt.id);
  expect(now).toMatchObject({ state: 'ready', sandbox: attempt.sandbox, expiresAt: attempt.expiresAt });
  const checked = await client.ask('POST', `/api/attempts/${attempt.id}/check`);
  expect(checked.json).toMatchObject({ points: 0, problem: null });
  for (const part of ['control-plane', 'workspace']) expect(await inspect(part, '{{.State.Status}}')).toBe('running');
  expect(await sandboxes()).toEqual([attempt.sandbox]);
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-kill-'));
});

afterAll(async () => {
  await kill();
  const driver = await kindDriverIn(directory);
  await driver.sweep();
  for (const { id } of await driver.list()) await driver.destroy(id);
  await rm(directory, { recursive: true, force: true });
});

test('kill -9 during a create: the attempt gets a whole cluster, and nothing of the half one is left', async () => {
  await start();
  const { id } = await client.start('memory-limit');
  await expect.poll(sandboxes, patience).toHaveLength(1);
  const [half = ''] = await sandboxes();
  await expect.poll(() => traces(half), patience).toContain(`drydock-${half}-control-plane`);
  await kill();
  await start();
  attempt = await client.reach(id, 'ready');
  expect(attempt.sandbox).not.toBe(half);
  await expect.poll(() => traces(half), patience).toEqual([]);
  await expectWhole();
});

test('kill -9 during a freeze, then during the thaw: the sandbox and its lease are as before', async () => {
  await kill();
  await killAt(attempt.sandbox ?? '', ['pause'], () => start({ idleMs: 1 }));
  await start();
  const page = client.listen(attempt.id);
  await killAt(attempt.sandbox ?? '', ['unpause'], () => page.until((event) => event.type === 'attempt'));
  await page.close();
  await start();
  await client.reach(attempt.id, 'ready');
  await expect.poll(() => inspect('control-plane', '{{.State.Status}}'), patience).toBe('running');
  await expectWhole();
});

test('kill -9 while memory is put away: what runs afterwards may not swap', async ({ skip }) => {
  if (!existsSync('/sys/fs/cgroup/memory/memory.force_empty'))
    skip('cgroup v2: one limit of the container holds for all');
  await kill();
  const mark = join(runDirectory(), '.keys', attempt.sandbox ?? '', 'sinking');
  await start({ idleMs: 1, deepAfterMs: 1 });
  await expect.poll(() => existsSync(mark), { timeout: 120_000, interval: 5 }).toBe(true);
  await kill();
  expect(existsSync(mark)).toBe(true);
  await start();
  await client.reach(attempt.id, 'ready');
  await expect.poll(() => inspect('control-plane', '{{.State.Status}}'), patience).toBe('running');
  await expectWhole();
  expect(existsSync(mark)).toBe(false);
  const group = `/sys/fs/cgroup/memory/docker/${await inspect('control-plane', '{{.Id}}')}`;
  const all = (await readdir(group, { recursive: true })).filter((path) => path.endsWith('memory.swappiness'));
  expect(all.length).toBeGreaterThan(5);
  for (const path of all) expect(await readFile(join(group, path), 'utf8').catch(() => '0\n')).toBe('0\n');
});

test('kill -9 during a destroy: the attempt stays ended, and the next start removes the rest', async () => {
  const sandbox = attempt.sandbox ?? '';
  const volume = await inspect('control-plane', '{{range .Mounts}}{{.Name}}{{end}}');
  expect(volume).not.toBe('');
  await killAt(sandbox, ['kill', 'die'], () => client.ask('DELETE', `/api/attempts/${attempt.id}`));
  expect(await traces(sandbox)).not.toEqual([]);
  await start();
  expect(await client.get(attempt.id)).toMatchObject({ state: 'ended' });
  await expect.poll(() => traces(sandbox), patience).toEqual([]);
  expect((await run('docker', ['volume', 'ls', '--quiet'])).split('\n')).not.toContain(volume);
  expect(await sandboxes()).toEqual([]);
});
