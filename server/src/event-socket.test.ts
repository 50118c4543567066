import { once } from 'node:events';
import { AttemptEvent } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createTestMachine } from './testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

function open(url: string, id: string, headers: Record<string, string> = {}): WebSocket {
  return new WebSocket(`${url.replace('http', 'ws')}/api/attempts/${id}/events`, { headers });
}

/** Reads events until one fits. */
function until(socket: WebSocket, fits: (event: AttemptEvent) => boolean): Promise<AttemptEvent> {
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const event = AttemptEvent.parse(JSON.parse(data.toString('utf8')));
      if (fits(event)) resolve(event);
    });
  });
}

async function refusal(socket: WebSocket): Promise<number | undefined> {
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
  return answer.statusCode;
}

test('a page follows an attempt by WebSocket: first all of it with the clock of the server, then each event', async () => {
  const server = await machine.start();
  const { id } = await server.ready();
  const socket = open(server.url, id, { origin: server.url });
  const first = await until(socket, () => true);
  expect(first).toMatchObject({ type: 'attempt', attempt: { id, state: 'ready' }, now: expect.any(String) });
  const ended = until(socket, (event) => event.type === 'state' && event.state === 'ended');
  await server.ask('DELETE', `/api/attempts/${id}`);
  await ended;
  socket.close();
  await once(socket, 'close');
});

test('a page of another address, another student and an attempt that is not there are refused', async () => {
  const server = await machine.start({ students: 'browser' });
  const { id } = await server.ready();
  const cookie = (await server.ask('GET', '/api/session')).headers.get('set-cookie');
  expect(cookie).toBeNull();
  expect(await refusal(open(server.url, id, { origin: 'http://evil.example' }))).toBe(403);
  expect(await refusal(open(server.url, id))).toBe(404);
  expect(await refusal(open(server.url, 'nope'))).toBe(404);
});
