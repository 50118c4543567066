import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLabs, scriptUpTo } from '@drydock/lab';
import { type Attempt, fillParameters, type Submission } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { type RunningServer, startServer } from '../../server.ts';
import { kindDriverIn } from '../../testing/kind-driver.ts';
import { createClient } from '../../testing/start.ts';

// Three machines without a cluster: the student founds one with kubeadm, and that is where later attempts may begin.
const lab = 'found-a-cluster';
const labsDirectory = join(import.meta.dirname, '../../../../e2e/fixtures/labs');

let directory: string;
let driver: SandboxDriver | undefined;
let server: RunningServer | undefined;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-resume-'));
  driver = await kindDriverIn(directory);
  server = await startServer({
    config: readConfig(
      { dataDirectory: directory, port: 0, warm: 0, maximum: 1, watchMs: 1000, labsDirectory, logLevel: 'warn' },
      {},
    ),
    siteDirectory: join(directory, 'no-site'),
    driver,
  });
  client = createClient(server.url);
});

afterAll(async () => {
  await server?.close();
  for (const { id } of (await driver?.list()) ?? []) await driver?.destroy(id);
  await rm(directory, { recursive: true, force: true });
});

/** Runs a script in the workspace of an attempt, as the student would. */
async function inWorkspace({ sandbox, parameters }: Attempt, script: string): Promise<void> {
  const found = (await driver?.list())?.find(({ id }) => id === sandbox);
  const input = fillParameters(script, parameters);
  const ended = await found?.workspace().exec(['bash', '-c', 'script=$(cat); exec </dev/null; eval "$script"'], {
    input,
    timeoutMs: 300_000,
  });
  expect(ended).toMatchObject({ exitCode: 0 });
}

test('who has founded the cluster once begins after that another day, with a cluster of its own and its points', async () => {
  const { labs } = await loadLabs(labsDirectory);
  const known = labs.get(lab);
  if (!known) throw new Error(`${lab} was not read`);
  const first = await client.ready(lab);
  expect(await client.ask('POST', '/api/attempts', { lab, from: 'found' })).toMatchObject({ status: 403 });
  const stream = client.listen(first.id);
  await inWorkspace(first, scriptUpTo(known, 'found') ?? '');
  await stream.until((event) => event.type === 'point' && event.task === 'found');
  await stream.close();
  await client.ask('DELETE', `/api/attempts/${first.id}`);

  const { status, json } = await client.ask('POST', '/api/attempts', { lab, from: 'found' });
  expect(status).toBe(201);
  const resumed = await client.reach((json as Attempt).id, 'ready');
  expect(resumed).toMatchObject({ from: 'found', points: 2, maxPoints: 3, problem: null });
  expect(resumed.sandbox).not.toBe(first.sandbox);
  expect(resumed.steps.at(-1)).toMatchObject({ id: 'resume', state: 'done' });

  await inWorkspace(resumed, "node-shell {{node.worker}} <<'END'\nmv /var/lab/token /root/token\nEND\n");
  const submission = (await client.ask('POST', `/api/attempts/${resumed.id}/submit`)).json as Submission;
  expect(submission).toMatchObject({ points: 3, maxPoints: 3 });
});
