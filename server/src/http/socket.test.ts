import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';

/** What a proxy gets by the socket for a browser of `https://course.example`. */
async function ask(socketPath: string, headers: IncomingHttpHeaders = {}) {
  const forwarded = { 'x-forwarded-for': '192.0.2.7', 'x-forwarded-proto': 'https' };
  const asked = request({
    socketPath,
    path: '/api/session',
    headers: { host: 'course.example', ...forwarded, ...headers },
  });
  asked.end();
  const [answer] = await once(asked, 'response');
  return { cookie: String(answer.headers['set-cookie']), body: await json(answer) };
}

test('on a Unix socket the proxy is believed: each browser is a student, with a cookie for TLS', async () => {
  await using machine = await createTestMachine();
  const socket = join(machine.directory, 'server.sock');
  const { url } = await machine.start({ socket, origins: ['http://course.example', 'https://course.example'] });
  expect(url).toBe(`unix:${socket}`);
  const [one, other] = [await ask(socket), await ask(socket)];
  expect(one.cookie).toMatch(/; Secure/);
  expect(one.body).not.toEqual(other.body);
  expect(await ask(socket, { host: 'evil.example' })).toMatchObject({ body: { code: 'bad_origin' } });
  expect((await ask(socket, { 'x-forwarded-proto': 'http' })).cookie).not.toMatch(/; Secure/);
});

test('a socket that a killed server left is taken over, one that answers is not', async () => {
  await using machine = await createTestMachine();
  const socket = join(machine.directory, 'server.sock');
  const other = createServer().listen(socket);
  await once(other, 'listening');
  await expect(machine.start({ socket })).rejects.toMatchObject({
    code: 'port_taken',
    message: expect.stringContaining(socket),
  });
  await new Promise((resolve) => other.close(resolve));
  expect(existsSync(socket)).toBe(false);
  writeFileSync(socket, '');
  await machine.start({ socket });
  expect((await ask(socket, { host: 'localhost' })).body).toHaveProperty('user');
});
