import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openFront } from './front.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function backend(name: string): Promise<string> {
  const server: Server = createServer((incoming, answer) => {
    const told: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => told.push(chunk));
    incoming.on('end', () => {
      answer.writeHead(201, { 'x-name': name });
      answer.end(
        `${name} ${incoming.method} ${incoming.url} ${incoming.headers.host} ${Buffer.concat(told).toString()}`,
      );
    });
  });
  server.on('upgrade', (_, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.once('data', (data: Buffer) => socket.end(`${name} heard ${data.toString()}`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('requests go where their path says, with method, body and the Host of the browser', async () => {
  const [api, pages] = await Promise.all([backend('api'), backend('pages')]);
  const front = await openFront(0, (path) => (path.startsWith('/api/') ? api : pages));
  open.push(front);
  const { host } = new URL(front.address);
  const answer = await fetch(`${front.address}/api/attempts?x=1`, { method: 'POST', body: 'lab' });
  expect([answer.status, answer.headers.get('x-name'), await answer.text()]).toEqual([
    201,
    'api',
    `api POST /api/attempts?x=1 ${host} lab`,
  ]);
  expect(await (await fetch(`${front.address}/en/`)).text()).toBe(`pages GET /en/ ${host} `);
});

test('a socket is passed on in both directions', async () => {
  const api = await backend('api');
  const front = await openFront(0, () => api);
  open.push(front);
  const { request } = await import('node:http');
  const asked = request(`${front.address}/terminal?ticket=1`, {
    headers: { connection: 'Upgrade', upgrade: 'websocket' },
  });
  asked.end();
  const [, socket] = (await once(asked, 'upgrade')) as [unknown, import('node:net').Socket];
  socket.write('hello');
  const [data] = (await once(socket, 'data')) as [Buffer];
  expect(data.toString()).toBe('api heard hello');
});

test('a server that is away is a 502, and the front goes on', async () => {
  const front = await openFront(0, () => 'http://127.0.0.1:9');
  open.push(front);
  expect((await fetch(front.address)).status).toBe(502);
  expect((await fetch(front.address)).status).toBe(502);
});
