import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerminalTicket } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createDrydockClient } from '../client.ts';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

/** A server under `/k8s`, and its address without that. */
async function start() {
  const siteDirectory = join(machine.directory, 'site');
  mkdirSync(join(siteDirectory, 'en'), { recursive: true });
  writeFileSync(join(siteDirectory, 'index.html'), '<h1>Drydock</h1>');
  writeFileSync(join(siteDirectory, '404.html'), '<h1>Not here</h1>');
  writeFileSync(join(siteDirectory, 'en/index.html'), '<h1>Course</h1>');
  const server = await machine.start({ base: '/k8s/', siteDirectory, students: 'browser', areStudentsChosen: true });
  const { origin } = new URL(server.url);
  return { server, origin, outside: machine.client(origin) };
}

test('pages and the API are under the path, and the cookie is for it alone', async () => {
  const { server, origin } = await start();
  expect(server.url).toBe(`${origin}/k8s`);
  expect((await server.ask('GET', '/en/')).text).toContain('Course');
  expect((await server.ask('GET', '/en/none/', undefined, { accept: 'text/html' })).text).toContain('Not here');
  const session = await server.ask('POST', '/api/session');
  expect(session.headers.get('set-cookie')).toMatch(/; Path=\/k8s;/);
  expect((await server.ask('GET', '/api/openapi.json')).json).toMatchObject({ servers: [{ url: '/k8s' }] });
});

test('nothing is outside of it but health, and the way to it', async () => {
  const { outside } = await start();
  for (const path of ['/api/session', '/en/', '/k8sx/en/']) {
    const answer = await outside.ask('GET', path, undefined, { accept: 'text/html' });
    expect(answer).toMatchObject({ status: 404, json: { code: 'not_found', fix: expect.stringContaining('/k8s/') } });
    expect(answer.headers.get('set-cookie')).toBeNull();
  }
  expect((await outside.ask('GET', '/healthz')).status).toBe(200);
  for (const path of ['/', '/k8s', '/k8s?x=1']) expect((await outside.ask('GET', path)).text).toContain('Drydock');
});

test('the stream of events and the terminal are WebSockets under the path, and nowhere else', async () => {
  const { server, origin } = await start();
  const { id } = await server.ready();
  const cookie = server.cookie() ?? '';
  const follow = (address: string) =>
    new WebSocket(`${address.replace('http', 'ws')}/api/attempts/${id}/events`, { headers: { cookie } });
  const events = follow(server.url);
  const [first] = await once(events, 'message');
  expect(JSON.parse(String(first))).toMatchObject({ type: 'attempt', attempt: { id } });
  events.terminate();
  const [, refused] = await once(follow(origin), 'unexpected-response');
  expect(refused.statusCode).toBe(404);

  const ticket = TerminalTicket.parse((await server.ask('POST', `/api/attempts/${id}/terminals`, {})).json);
  expect(ticket.url).toMatch(/^\/k8s\/terminal\?ticket=/);
  const terminal = new WebSocket(new URL(ticket.url, origin.replace('http', 'ws')), { origin });
  await once(terminal, 'open');
  terminal.terminate();
});

test('a program is given the address with its path', async () => {
  const { server } = await start();
  expect(await createDrydockClient(`${server.url}/`).start('memory-limit')).toMatchObject({ lab: 'memory-limit' });
});

test('what is no path is refused with how to write it', async () => {
  for (const base of ['k8s', '/a b', '/../up', '//other.example', '/k8s?x'])
    await expect(machine.start({ base })).rejects.toMatchObject({ code: 'bad_request' });
});
