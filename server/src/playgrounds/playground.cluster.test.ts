import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CellRun, type Playground } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { type RunningServer, startServer } from '../server.ts';
import { kindDriverIn } from '../testing/kind-driver.ts';
import { testLessons } from '../testing/lessons.ts';
import { createLessonPage, lesson, textOf } from '../testing/playground.ts';
import { createClient } from '../testing/start.ts';

let directory: string;
let driver: SandboxDriver | undefined;
let server: RunningServer | undefined;
let client: ReturnType<typeof createClient>;
let page: ReturnType<typeof createLessonPage>;
let playground: Playground;

async function start(): Promise<void> {
  if (!driver) throw new Error('there is no driver');
  const settings = { dataDirectory: directory, port: 0, warm: 0, maximum: 1, watchMs: 500, logLevel: 'error' } as const;
  server = await startServer({
    config: readConfig(settings, {}),
    siteDirectory: join(directory, 'no-site'),
    driver,
    catalogue: { labs: new Map(), problems: [] },
    lessons: testLessons,
  });
  client = createClient(server.url);
  page = createLessonPage(client);
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-playground-'));
  driver = await kindDriverIn(directory);
  await start();
  playground = await page.ready();
});

afterAll(async () => {
  await server?.close();
  for (const { id } of (await driver?.list()) ?? []) await driver?.destroy(id);
  rmSync(directory, { recursive: true, force: true });
});

/** Runs a cell to its end and returns what it printed. */
async function outputOf(cell: string, source: string, exitCode = 0, inLesson = lesson): Promise<string> {
  const run = await page.run(playground.id, cell, source, inLesson);
  expect(await page.until(run)).toMatchObject({ exitCode, problem: null });
  return textOf(await page.kept(inLesson), cell) ?? '';
}

const wine = 'cellar/wine';
const askRegistry = `curl -s -o /dev/null -w '%{http_code} ' registry.course.local:5000/v2/
curl -s -u "$REGISTRY_USER:$REGISTRY_PASSWORD" registry.course.local:5000/v2/_catalog`;
const answered = /^401 \{"repositories":\["student\/app"\]\}\r?\n$/;

test('a cell runs in the cluster of the student, and leaves its directory and variables to the next', async () => {
  expect(await outputOf('1', 'kubectl create namespace kitchen && cd /tmp && DISH=soup')).toContain(
    'namespace/kitchen created',
  );
  expect(await outputOf('2', 'echo "$DISH in $PWD"; false', 1)).toContain('soup in /tmp');
});

test('a manifest is in the workspace before the cell that applies it', async () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: menu, namespace: kitchen}\n';
  const lesson = 'kitchen/soup';
  const order = { lesson, cell: '3', source: 'cd && kubectl apply -f menu.yaml', file: { name: 'menu.yaml', text } };
  const answer = await client.ask('POST', `/api/playgrounds/${playground.id}/cells`, order);
  expect(answer.status).toBe(201);
  await expect.poll(async () => textOf(await page.kept(), '3'), { timeout: 30_000 }).toContain('menu created');
});

test('a manifest with an error of YAML says where it is, and the next cell goes on', async () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: torn\n';
  const order = {
    lesson: 'kitchen/soup',
    cell: '20',
    source: 'kubectl apply -f torn.yaml',
    file: { name: 'torn.yaml', text },
  };
  const answer = await client.ask('POST', `/api/playgrounds/${playground.id}/cells`, order);
  expect(await page.until(CellRun.parse(answer.json))).toMatchObject({ exitCode: 1, problem: null });
  expect(textOf(await page.kept(), '20')).toMatch(/torn\.yaml.*yaml: line \d+/s);
  expect(await outputOf('21', 'echo on')).toContain('on');
});

test('one that does not end is stopped, and the shell goes on with what it had', async () => {
  const run = await page.run(playground.id, '4', 'echo begun; sleep 1000');
  await expect.poll(async () => textOf(await page.kept(), '4'), { timeout: 30_000 }).toContain('begun');
  expect((await client.ask('POST', `/api/playgrounds/${playground.id}/cells/${run.id}/stop`)).status).toBe(200);
  expect(await page.until(run, 'stopped')).toMatchObject({ problem: null });
  expect(await outputOf('5', 'echo "$DISH again"')).toContain('soup again');
});

test('a lesson with a private registry finds it running, with a login that pulls its image', async () => {
  expect(await outputOf('1', askRegistry, 0, wine)).toMatch(answered);
  const pull = `kubectl create namespace cellar
kubectl create secret docker-registry key -n cellar --docker-server=registry.course.local:5000 \\
  --docker-username="$REGISTRY_USER" --docker-password="$REGISTRY_PASSWORD"
kubectl run wine -n cellar --image=registry.course.local:5000/student/app:v1 \\
  --overrides='{"spec": {"imagePullSecrets": [{"name": "key"}]}}'
kubectl wait -n cellar pod/wine --for=condition=Ready --timeout=60s`;
  expect(await outputOf('2', pull, 0, wine)).toContain('pod/wine condition met');
});

test('frozen and woken in the middle of a cell, nothing of it is lost', async () => {
  const run = await page.run(playground.id, '6', 'for n in $(seq 1 5); do echo "before $n"; sleep 1; done');
  await expect.poll(async () => textOf(await page.kept(), '6'), { timeout: 30_000 }).toContain('before 1');
  await driver?.freeze(playground.sandbox ?? '');
  await driver?.thaw(playground.sandbox ?? '');
  await page.until(run);
  const lines = (textOf(await page.kept(), '6') ?? '').trim().split(/\r?\n/);
  expect(lines).toEqual([1, 2, 3, 4, 5].map((n) => `before ${n}`));
});

test('the server is closed and started again in the middle of a cell, whose output is whole', async () => {
  const source = 'for n in $(seq 1 40); do echo "line $n"; sleep 0.2; done';
  const run = await page.run(playground.id, '7', source);
  await expect.poll(async () => textOf(await page.kept(), '7'), { timeout: 30_000 }).toContain('line 3');
  await server?.close();
  await start();
  expect(await page.get(playground.id)).toMatchObject({ state: 'ready', sandbox: playground.sandbox });
  expect(await page.until(run)).toMatchObject({ exitCode: 0 });
  const lines = (textOf(await page.kept(), '7') ?? '').trim().split(/\r?\n/);
  expect(lines).toEqual(Array.from({ length: 40 }, (_, n) => `line ${n + 1}`));
  // The registry is the one from before: the server knows its password.
  expect(await outputOf('1', askRegistry, 0, wine)).toMatch(answered);
});

test('a reset gets a clean cluster, and what was kept is still there', async () => {
  const stream = page.listen(playground.id);
  await stream.until(({ type }) => type === 'playground');
  await client.ask('POST', `/api/playgrounds/${playground.id}/reset`);
  await stream.until((event) => event.type === 'state' && event.state === 'ready');
  await stream.close();
  expect(await outputOf('8', 'kubectl get namespace kitchen --ignore-not-found; echo "dish: $DISH"')).toMatch(
    /^dish: \r?\n$/,
  );
  expect(textOf(await page.kept(), '5')).toContain('soup again');
  expect(await outputOf('1', askRegistry, 0, wine)).toMatch(answered);
});
