import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { versions } from '@drydock/images';
import type { Attempt, Submission, TerminalTicket } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { readConfig } from './config.ts';
import { startServer, type RunningServer } from './server.ts';
import { kindDriverIn } from './testing/kind-driver.ts';
import { createClient } from './testing/start.ts';

const run = promisify(execFile);
const labs = join(import.meta.dirname, '../../labs');

let directory: string;
let driver: SandboxDriver | undefined;
let url: string;
let server: RunningServer | undefined;
let client: ReturnType<typeof createClient>;
let attempt: Attempt;

async function start(): Promise<void> {
  if (!driver) throw new Error('there is no driver');
  server = await startServer({
    config: readConfig(
      { dataDirectory: directory, port: 0, warm: 0, maximum: 1, watchMs: 1000, labsDirectory: labs, logLevel: 'error' },
      {},
    ),
    siteDirectory: join(directory, 'no-site'),
    driver,
  });
  url = server.url;
  client = createClient(url);
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-cluster-'));
  driver = await kindDriverIn(directory);
  await start();
});

afterAll(async () => {
  await server?.close();
  for (const { id } of (await driver?.list()) ?? []) await driver?.destroy(id);
  rmSync(directory, { recursive: true, force: true });
});

test('the server is ready, and an attempt gets a cluster with steps that tell their seconds', async () => {
  const ready = await client.ask('GET', '/readyz');
  expect(ready.json).toMatchObject({ ready: true, checks: { driver: { problems: [] }, labs: { problems: [] } } });
  attempt = await client.ready('memory-limit');
  expect(attempt.steps.length).toBeGreaterThan(3);
  expect(attempt.steps.every(({ state, seconds }) => state !== 'running' && seconds !== undefined)).toBe(true);
});

test('a fresh attempt has no points, by Check and by Submit', async () => {
  const checked = (await client.ask('POST', `/api/attempts/${attempt.id}/check`)).json as Attempt;
  expect(checked.points).toBe(0);
  expect(checked.verdicts.map(({ outcome }) => outcome)).not.toContain('pass');
  const submission = (await client.ask('POST', `/api/attempts/${attempt.id}/submit`)).json as Submission;
  expect(submission.points).toBe(0);
});

test("the student's kubeconfig works from this machine", async () => {
  const { text } = await client.ask('GET', `/api/attempts/${attempt.id}/kubeconfig`);
  const field = (name: string): string => new RegExp(`${name}: ["']?([^"'\\s]+)`).exec(text)?.[1] ?? '';
  const pem = (name: string): Buffer => Buffer.from(field(name), 'base64');
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asked = request(`${field('server')}/api/v1/namespaces`, {
      ca: pem('certificate-authority-data'),
      cert: pem('client-certificate-data'),
      key: pem('client-key-data'),
    });
    asked.on('response', (response) => resolve(response.resume().statusCode));
    asked.on('error', reject);
    asked.end();
  });
  expect(field('server')).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(status).toBe(200);
});

test('a terminal opens in the workspace and answers', async () => {
  const ticket = (await client.ask('POST', `/api/attempts/${attempt.id}/terminals`, {})).json as TerminalTicket;
  const socket = new WebSocket(new URL(ticket.url, url.replace('http', 'ws')), { origin: url });
  const first = await new Promise<string>((resolve, reject) => {
    socket.on('open', () =>
      socket.send(
        JSON.stringify({ type: 'hello', protocol: 2, viewer: 'a'.repeat(16), cols: 80, rows: 24, resume: null }),
      ),
    );
    socket.on('message', (data, isBinary) => (isBinary ? undefined : resolve(String(data as Buffer))));
    socket.on('close', (code, reason) => reject(new Error(`closed: ${code} ${String(reason)}`)));
    socket.on('error', reject);
  });
  expect(JSON.parse(first)).toMatchObject({ type: 'welcome', terminal: 'shell-1', kind: 'workspace' });
  socket.terminate();
});

test("a reset after the cluster's own system was changed gives another cluster, which serves", async () => {
  const sandboxNow = async () => (await driver?.list())?.find(({ id }) => id === attempt.sandbox);
  const type = async (script: string): Promise<{ exitCode: number; stdout: string } | undefined> =>
    (await sandboxNow())?.workspace().exec(['bash', '-euc', script], { timeoutMs: 120_000 });
  const changes = [
    'kubectl -n kube-system scale deployment coredns --replicas=0',
    `kubectl -n local-path-storage patch configmap local-path-config --type=merge -p '{"data":{"config.json":"{}"}}'`,
    'kubectl -n local-path-storage delete deployment local-path-provisioner',
  ];
  expect(await type(changes.join('\n'))).toMatchObject({ exitCode: 0 });
  const before = attempt.sandbox;
  await client.ask('POST', `/api/attempts/${attempt.id}/reset`);
  attempt = await client.reach(attempt.id, 'ready');
  expect(attempt).toMatchObject({ problem: null, sandbox: expect.not.stringMatching(`^${before}$`) });
  expect((await driver?.list())?.map(({ id }) => id)).toEqual([attempt.sandbox]);
  const looks = [
    'kubectl wait --timeout=100s --for=condition=Available deployment --all --all-namespaces',
    String.raw`kubectl -n local-path-storage get configmap local-path-config --output 'jsonpath={.data.config\.json}' | grep --quiet nodePathMap`,
    'until kubectl top node; do sleep 1; done',
    `kubectl run names --image=course.local/busybox:${versions.lab.busybox} --restart=Never --attach --rm --quiet -- nslookup kubernetes.default.svc.cluster.local`,
  ];
  const looked = await type(looks.join('\n'));
  expect(looked).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Address: 10.96.0.1\n') });
  expect(looked?.stdout.match(/condition met/g)).toHaveLength(3);
});

test('the reference solution, done in the workspace, ticks live to full points and is submitted with them', async () => {
  const stream = client.listen(attempt.id);
  await stream.until((event) => event.type === 'attempt');
  const sandbox = (await driver?.list())?.find(({ id }) => id === attempt.sandbox);
  const script = readFileSync(join(labs, 'memory-limit/solution/solve.sh'), 'utf8');
  const solved = await sandbox?.workspace().exec(['bash', '-s'], { input: script, timeoutMs: 60_000 });
  expect(solved).toMatchObject({ exitCode: 0 });
  await stream.until((event) => event.type === 'verdicts' && event.points === attempt.maxPoints);
  await stream.close();
  const submitted = await client.ask('POST', `/api/attempts/${attempt.id}/submit`);
  expect(submitted.json).toMatchObject({ points: attempt.maxPoints, maxPoints: attempt.maxPoints });
});

test('a new start of the server finds attempt, cluster, verdicts and submission', async () => {
  await server?.close();
  await start();
  const found = await client.get(attempt.id);
  expect(found).toMatchObject({ sandbox: attempt.sandbox, state: 'ready', submission: { points: attempt.maxPoints } });
  expect((await client.ask('POST', `/api/attempts/${attempt.id}/check`)).json).toMatchObject({
    points: attempt.maxPoints,
  });
});

test('a reset gives the start state in the same cluster', async () => {
  await client.ask('POST', `/api/attempts/${attempt.id}/reset`);
  expect(await client.reach(attempt.id, 'ready')).toMatchObject({ sandbox: attempt.sandbox, points: 0 });
});

test('the cluster removed under the attempt is told within seconds, with the way out', async () => {
  const stream = client.listen(attempt.id);
  await stream.until((event) => event.type === 'attempt');
  const { stdout } = await run('docker', ['ps', '--all', '--quiet', '--filter', `name=drydock-${attempt.sandbox}-`]);
  await run('docker', ['rm', '--force', '--volumes', ...stdout.trim().split('\n')]);
  const removedAt = Date.now();
  const lost = await stream.until((event) => event.type === 'state' && event.state === 'lost');
  await stream.close();
  expect(lost).toMatchObject({ problem: { code: 'sandbox_lost', fix: expect.stringContaining('Press Reset') } });
  expect(Date.now() - removedAt).toBeLessThan(15_000);
  expect((await client.ask('DELETE', `/api/attempts/${attempt.id}`)).status).toBe(204);
});
