import { connect } from 'node:net';
import { Problem } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

/** Sends bytes as they are and answers all that comes back. */
async function raw(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

/** Opens a WebSocket; the HTTP answer that refused it, or 101. */
async function upgrade(url: string, path: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(new URL(path, url.replace('http', 'ws')), { headers });
  return new Promise<{ status: number; body: string; socket: WebSocket }>((resolve, reject) => {
    socket.on('open', () => resolve({ status: 101, body: '', socket }));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (part) => (body += String(part)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, socket }));
    });
  });
}

describe('every refusal has one shape', () => {
  test.each([
    ['unknown lab', 'POST', '/api/attempts', { lab: 'no-such-lab' }, {}, 404, 'lab_unknown', /no-such-lab/],
    ['a lab id that is none', 'POST', '/api/attempts', { lab: '../etc' }, {}, 400, 'bad_request', /lab/],
    ['no body', 'POST', '/api/attempts', undefined, {}, 400, 'bad_request', /request body/],
    ['malformed JSON', 'POST', '/api/attempts', '{"lab": ', {}, 400, 'bad_request', /not valid JSON/],
    [
      'not JSON',
      'POST',
      '/api/attempts',
      'lab=x',
      { 'content-type': 'text/plain' },
      415,
      'unsupported_media_type',
      /not JSON/,
    ],
    ['too much', 'POST', '/api/attempts', { lab: 'x'.repeat(70_000) }, {}, 413, 'too_large', /64 KiB/],
    ['no route', 'GET', '/api/nothing', undefined, {}, 404, 'not_found', /\/api\/nothing/],
    ['an unknown method', 'PUT', '/api/attempts', undefined, {}, 405, 'method_not_allowed', /PUT/],
    ['a method of another path', 'DELETE', '/api/attempts/x/check', undefined, {}, 405, 'method_not_allowed', /DELETE/],
    ['unknown attempt', 'GET', '/api/attempts/nope', undefined, {}, 404, 'attempt_unknown', /"nope"/],
    [
      'stream of an unknown attempt',
      'GET',
      '/api/attempts/nope/events',
      undefined,
      {},
      404,
      'attempt_unknown',
      /"nope"/,
    ],
    ['a broken address', 'GET', '/api/attempts/%zz', undefined, {}, 400, 'bad_request', /./],
    [
      'another page',
      'POST',
      '/api/attempts',
      { lab: 'memory-limit' },
      { origin: 'http://evil.example' },
      403,
      'bad_origin',
      /evil/,
    ],
    [
      'a quiz answer that is none',
      'POST',
      '/api/progress',
      { quiz: 'q1', choice: -1, correct: true },
      {},
      400,
      'bad_request',
      /./,
    ],
  ] as const)('%s', async (_name, method, path, body, headers, status, code, message) => {
    const server = await machine.start();
    const answer = await server.ask(method, path, body, headers);
    const problem = Problem.parse(answer.json);
    expect([answer.status, problem.code]).toEqual([status, code]);
    expect(problem.message).toMatch(message);
    expect(problem.fix).not.toBe('');
  });

  test('a wrong method is told which there are', async () => {
    const server = await machine.start();
    expect((await server.ask('PUT', '/api/attempts')).headers.get('allow')).toBe('POST, GET');
  });

  test('a name that only resolves to this machine is not answered', async () => {
    const server = await machine.start();
    const answer = await raw(
      server.url,
      'GET /api/session HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 403/);
    expect(answer).toContain('"code":"bad_origin"');
  });

  test('what is not HTTP gets it too', async () => {
    const server = await machine.start();
    expect(await raw(server.url, 'HELLO\r\n\r\n')).toContain('"code":"bad_request"');
    const long = `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`;
    expect(await raw(server.url, long)).toContain('"code":"too_large"');
  });

  test('an empty JSON body is no body', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const answer = await server.ask('POST', `/api/attempts/${id}/check`, '');
    expect(answer.status).toBe(200);
  });
});

describe('terminals from elsewhere', () => {
  test('a WebSocket of another origin, of another path, and with a used ticket are refused with a reason', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const { url } = (await server.ask('POST', `/api/attempts/${id}/terminals`, {})).json as { url: string };
    const foreign = await upgrade(server.url, url, { origin: 'http://evil.example' });
    expect(foreign.status).toBe(403);
    expect(JSON.parse(foreign.body)).toMatchObject({
      code: 'bad_origin',
      fix: expect.stringContaining('DRYDOCK_ORIGINS'),
    });
    expect((await upgrade(server.url, '/elsewhere')).status).toBe(404);
    const first = await upgrade(server.url, url, { origin: server.url });
    expect(first.status).toBe(101);
    const again = await upgrade(server.url, url, { origin: server.url });
    expect(again.status).toBe(403);
    expect(JSON.parse(again.body)).toMatchObject({ code: 'bad_ticket' });
    first.socket.terminate();
  });

  test('attack 12: neither a page of another site with the student’s cookie nor a ticket that was used, guessed or revoked opens a terminal', async () => {
    const server = await machine.start();
    const session = await server.ask('POST', '/api/session');
    const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie).not.toBe('');
    const { id } = await server.ready();
    const asked = async () =>
      ((await server.ask('POST', `/api/attempts/${id}/terminals`, {})).json as { url: string }).url;
    const own = new URL(server.url);
    for (const origin of ['null', 'https://evil.example', `${server.url}.evil.example`, `http://evil.${own.host}`]) {
      const refused = await upgrade(server.url, await asked(), { origin, cookie });
      expect([origin, refused.status, JSON.parse(refused.body).code]).toEqual([origin, 403, 'bad_origin']);
    }
    // The cookie alone is no ticket, with whatever Origin.
    const path = new URL(await asked(), server.url).pathname;
    for (const headers of [{ cookie }, { cookie, origin: server.url }])
      expect((await upgrade(server.url, `${path}?ticket=`, headers)).status).toBe(403);
    expect((await upgrade(server.url, `${path}?ticket=guessed`, { cookie })).status).toBe(403);
    const last = await asked();
    await server.ask('DELETE', `/api/attempts/${id}`);
    expect((await upgrade(server.url, last, { origin: server.url })).status).toBe(403);
  });

  test('no ticket or cookie is ever logged', async () => {
    const server = await machine.start();
    const { id } = await server.ready();
    const session = await server.ask('POST', '/api/session');
    const cookie = session.headers.get('set-cookie')?.split(/[=;]/)[1] ?? 'none';
    const mine = await server.ready();
    const { ticket, url } = (await server.ask('POST', `/api/attempts/${mine.id}/terminals`, {})).json as {
      ticket: string;
      url: string;
    };
    (await upgrade(server.url, url)).socket.terminate();
    await upgrade(server.url, `${url}x`);
    await server.ask('GET', `/api/attempts/${id}?ticket=${ticket}`);
    await server.close();
    const log = machine.logged.join('');
    expect(log).toContain(`/api/attempts/${mine.id}/terminals`);
    expect(log).not.toContain(ticket);
    expect(log).not.toContain(cookie);
    expect(log).not.toContain(String(mine.parameters['token']));
  });
});
