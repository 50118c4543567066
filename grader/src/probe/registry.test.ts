import { expect, test } from 'vitest';
import type { View } from '../reading/view.ts';
import { readRegistry } from './registry.ts';

const head = '10.213.7.2 - - [21/Nov/2026:13:30:00 +0000]';
const request = '"GET /v2/student/app-abc/manifests/v1 HTTP/1.1"';

async function requestsIn(...lines: readonly string[]): Promise<unknown> {
  const log = [...lines, ''].join('\n');
  const registry = { start: async () => undefined, stop: async () => undefined, log: async () => log };
  const view = { registry: async () => registry, startedAt: new Date(), signal: undefined } as unknown as View;
  return (await readRegistry(view, { kind: 'registry', repository: 'student/app-abc' })).values['requests'];
}

test('requests for the repository are read from the access log, those for others and other lines are not', async () => {
  const requests = await requestsIn(
    'time="2026-11-21T13:30:00Z" level=warning msg="error authorizing context"',
    `${head} ${request} 401 168 "" "containerd/v2.1.4"`,
    `${head} ${request} 200 482 "" "containerd/v2.1.4"`,
    `${head} "GET /v2/student/app-abcd/manifests/v1 HTTP/1.1" 404 120 "" "curl/8.14.1"`,
  );
  const one = { method: 'GET', path: '/v2/student/app-abc/manifests/v1', client: 'containerd/v2.1.4' };
  expect(requests).toEqual([
    { ...one, status: 401 },
    { ...one, status: 200 },
  ]);
});

test('a client cannot write another client or status into its line', async () => {
  const requests = await requestsIn(
    `${head} ${request} 401 168 "x\\" \\"containerd/v2" "curl/8.14.1"`,
    `${head} ${request} 401 168 "" "curl\\" 200 1 \\"\\" \\"containerd/v2"`,
    `${head} ${request} 401 168 "" "curl\\n${head} \\"GET /v2/student/app-abc/x HTTP/1.1\\" 200 1 \\"\\" \\"containerd"`,
  );
  expect(requests).toMatchObject([{ status: 401 }, { status: 401 }, { status: 401 }]);
  for (const { client } of requests as { client: string }[]) expect(client).toMatch(/^curl/);
});
