import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Cluster, openCluster, type Pod } from '@drydock/cluster';
import type { LogsProbe } from '@drydock/lab';
import { viewOfOne } from '../testing/test-view.ts';
import { read } from './read.ts';

const pod: Pod = {
  kind: 'Pod',
  metadata: {
    name: 'demo',
    namespace: 'lab',
    uid: 'u1',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T10:00:00Z',
  },
  spec: { containers: [{ name: 'a' }] },
  status: { containerStatuses: [{ name: 'a', state: { running: { startedAt: '2026-01-01T10:01:00Z' } } }] },
};

const opened: { server: Server; cluster: Cluster }[] = [];
afterEach(() => {
  for (const { server, cluster } of opened.splice(0)) {
    cluster[Symbol.dispose]();
    server.closeAllConnections();
    server.close();
  }
});

/** What a probe reads of a container that wrote this, from an API server that knows `tailLines` and `limitBytes` as the real one does. */
async function logOf(written: string, how: Partial<LogsProbe> = {}): Promise<{ log: string; lines: string[] }> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://fake');
    const wanted = Number(searchParams.get('tailLines') ?? Infinity);
    const lines = written.split(/(?<=\n)/);
    const tail = Buffer.from(lines.slice(Math.max(0, lines.length - wanted)).join(''));
    response.end(tail.subarray(0, Number(searchParams.get('limitBytes') ?? tail.length)));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const cluster = await openCluster(
    `apiVersion: v1\nkind: Config\ncurrent-context: f\ncontexts: [{ name: f, context: { cluster: f, user: f } }]\nclusters: [{ name: f, cluster: { server: "http://127.0.0.1:${(server.address() as AddressInfo).port}" } }]\nusers: [{ name: f, user: {} }]\n`,
  );
  opened.push({ server, cluster });
  const view = viewOfOne(cluster, async () => pod);
  const probe: LogsProbe = { kind: 'logs', pod: { namespace: 'lab', name: 'demo' }, previous: false, ...how };
  const { state, values, reason } = await read(view, probe);
  expect([state, reason]).toEqual(['found', undefined]);
  return values as { log: string; lines: string[] };
}

const noise = (count: number): string =>
  Array.from({ length: count }, (_, index) => `GET /healthz 200 ${index}\n`).join('');
const kib = 1024;

test('a short log is read as it is', async () => {
  expect(await logOf('one\n\ntwo\nthree')).toMatchObject({ log: 'one\n\ntwo\nthree', lines: ['one', 'two', 'three'] });
  const many = noise(2000);
  expect(many.length).toBeLessThan(64 * kib);
  expect((await logOf(many)).log).toBe(many);
});

test('of a long log what came first and what came last are there, each once, however long lines are', async () => {
  const { lines } = await logOf(`migrated\n${noise(100_000)}ready\n`);
  expect(lines[0]).toBe('migrated');
  expect(lines.at(-1)).toBe('ready');
  expect(new Set(lines).size).toBe(lines.length);
  const wide = `${'x'.repeat(2 * kib)}\n`.repeat(400);
  const { lines: few, log } = await logOf(`migrated\n${wide}ready\n`);
  expect([few[0], few.at(-1)]).toEqual(['migrated', 'ready']);
  expect(log.length).toBeLessThanOrEqual(64 * kib);
});

test('a line that the check names is found between any number of others, and only such lines are read', async () => {
  const text = `${noise(50_000)}connected to abc\n${noise(50_000)}`;
  expect((await logOf(text)).lines).not.toContain('connected to abc');
  expect(await logOf(text, { containing: 'connected to' })).toMatchObject({
    log: 'connected to abc\n',
    lines: ['connected to abc'],
  });
  expect(await logOf(text, { containing: 'none of these' })).toMatchObject({ log: '', lines: [] });
});

test('of many such lines the first and the last 500 are read', async () => {
  const { lines } = await logOf(`${noise(3000)}`, { containing: 'healthz' });
  expect(lines).toHaveLength(1000);
  expect([lines[499], lines[500]]).toEqual(['GET /healthz 200 499', 'GET /healthz 200 2500']);
});

test('what was written after more than can be read is found by its text', async () => {
  const flood = `${'x'.repeat(1023)}\n`.repeat(17 * kib);
  expect((await logOf(`${flood}connected\n`, { containing: 'connected' })).lines).toEqual(['connected']);
});

test('a letter cut by the way is whole, and a last line without an end counts', async () => {
  const text = `${'é'.repeat(40)}\n`.repeat(5000);
  const { lines } = await logOf(`${text}连接成功`, { containing: '连接' });
  expect(lines).toEqual(['连接成功']);
  expect(new Set((await logOf(text, { containing: 'é' })).lines)).toEqual(new Set(['é'.repeat(40)]));
});
