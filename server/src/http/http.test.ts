import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';
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
    ['a rebound name', 'GET', '/api/session', undefined, { host: 'evil.example' }, 403, 'bad_origin', /evil/],
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
    if ('host' in headers) {
      const answer = await raw(
        server.url,
        `${method} ${path} HTTP/1.1\r\nHost: ${headers.host}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
      expect(answer).toContain(`"code":"${code}"`);
      return;
    }
    const answer = await server.ask(method, path, body, headers);
    const problem = Problem.parse(answer.json);
    expect([answer.status, problem.code]).toEqual([status, code]);
    expect(problem.message).toMatch(message);
    expect(problem.fix).not.toBe('');
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/POST/);
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

describe('a server', () => {
  test('whose port is taken names it and another one', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = (other.address() as { port: number }).port;
    await expect(machine.start({ port })).rejects.toMatchObject({
      code: 'port_taken',
      message: `Port ${port} on 127.0.0.1 is taken by another program.`,
      fix: expect.stringContaining(`--port ${port + 1}`),
    });
    other.close();
    await machine.start();
  });

  test('on an address this machine does not have says so', async () => {
    await expect(machine.start({ host: '192.0.2.1', port: 8080 })).rejects.toMatchObject({ code: 'host_not_ready' });
  });

  test('does not share its data directory', async () => {
    await machine.start();
    await expect(machine.start()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Another Drydock'),
    });
  });

  test('is healthy and ready, with its parts named', async () => {
    const server = await machine.start();
    expect((await server.ask('GET', '/healthz')).json).toEqual({ status: 'ok' });
    const ready = await server.ask('GET', '/readyz');
    expect(ready.status).toBe(200);
    expect(ready.json).toEqual({
      ready: true,
      checks: {
        database: { ok: true, problems: [] },
        driver: { ok: true, name: 'fake', problems: [] },
        labs: { ok: true, count: 1, problems: [] },
      },
    });
  });

  test('closes while a stream and a start are open', async () => {
    const driver = machine.driver({ milliseconds: { create: 60_000 } });
    const server = await machine.start({ driver });
    const { id } = await server.start();
    const stream = server.listen(id);
    await stream.until((event) => event.type === 'attempt');
    await server.close();
    await stream.close();
    expect(await driver.list()).toEqual([]);
    const again = await machine.start();
    expect(await again.reach(id, 'ready')).toMatchObject({ problem: null });
  });
});

describe('labs, progress and session', () => {
  test('a lab shows what a browser may know, and nothing of its checks', async () => {
    const server = await machine.start();
    const { json, text } = await server.ask('GET', '/api/labs/memory-limit');
    expect(json).toMatchObject({
      id: 'memory-limit',
      points: 5,
      tasks: [{ checks: [{ id: 'request', hints: 2 }] }, {}],
    });
    expect(text).not.toMatch(/expected|probe|Look at|hostname/);
    expect((await server.ask('GET', '/api/labs')).json).toEqual([json]);
    expect((await server.ask('GET', '/api/labs/nope')).json).toMatchObject({ code: 'lab_unknown' });
  });

  test('lessons and quiz answers are kept; the latest answer counts', async () => {
    const server = await machine.start();
    await server.ask('POST', '/api/progress', { lesson: 'resources/memory' });
    await server.ask('POST', '/api/progress', { quiz: 'q42', choice: 1, correct: false });
    const { json } = await server.ask('POST', '/api/progress', { quiz: 'q42', choice: 2, correct: true });
    expect(json).toEqual({
      labs: {},
      lessons: { 'resources/memory': 'read' },
      quizzes: { q42: { choice: 2, correct: true, at: expect.any(String) } },
    });
    expect((await server.ask('GET', '/api/progress')).json).toEqual(json);
  });

  test('one student here; a browser can become another and come back', async () => {
    const server = await machine.start();
    expect((await server.ask('GET', '/api/session')).json).toEqual({ user: 'student', local: true });
    const other = (await server.ask('POST', '/api/session')).json as { user: string };
    expect(other.user).not.toBe('student');
    expect((await server.ask('GET', '/api/session')).json).toEqual({ user: other.user, local: false });
    expect((await server.ask('DELETE', '/api/session')).headers.get('set-cookie')).toMatch(/drydock_session=;/);
  });

  test('where others can reach the server every browser is a student of its own', async () => {
    const server = await machine.start({ students: 'browser' });
    const one = (await server.ask('GET', '/api/session')).json as { user: string };
    expect(one.user).toMatch(/^[0-9a-f]{24}$/);
    expect((await server.ask('GET', '/api/session')).json).toEqual({ ...one, local: false });
  });
});

describe('the site', () => {
  function build(): string {
    const site = join(machine.directory, 'site');
    for (const folder of ['_astro', 'en/resources/memory', 'zh']) mkdirSync(join(site, folder), { recursive: true });
    writeFileSync(join(site, 'index.html'), '<script>let a = 1</script><h1>Drydock</h1>');
    writeFileSync(join(site, 'en/resources/memory/index.html'), '<h1>Memory</h1>');
    writeFileSync(join(site, '404.html'), '<h1>Not here</h1>');
    writeFileSync(join(site, 'zh/404.html'), '<h1>没有</h1>');
    writeFileSync(join(site, '_astro/app.Bx7a.js'), `console.log(1);${'//'.repeat(2000)}`);
    return site;
  }

  test('pages have their policy and are asked for again; hashed files are kept and compressed', async () => {
    const server = await machine.start({ siteDirectory: build() });
    const home = await server.ask('GET', '/');
    expect(home.text).toContain('Drydock');
    expect(home.headers.get('content-security-policy')).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'sha256-/);
    expect(home.headers.get('cache-control')).toBe('no-cache');
    expect(home.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await server.ask('GET', '/en/resources/memory/')).text).toContain('Memory');
    const script = await fetch(new URL('/_astro/app.Bx7a.js', server.url), { headers: { 'accept-encoding': 'br' } });
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-encoding')).toBe('br');
    expect(await script.text()).toContain('console.log(1)');
  });

  test('a page that is not there is the page of its language; a program gets the problem', async () => {
    const server = await machine.start({ siteDirectory: build() });
    const page = { accept: 'text/html,*/*' };
    const english = await server.ask('GET', '/en/none/', undefined, page);
    expect([english.status, english.text]).toEqual([404, '<h1>Not here</h1>']);
    expect(english.headers.get('content-type')).toContain('text/html');
    expect((await server.ask('GET', '/zh/none/', undefined, page)).text).toBe('<h1>没有</h1>');
    expect((await server.ask('GET', '/en/none/')).json).toMatchObject({ code: 'not_found' });
    expect((await server.ask('GET', '/api/none', undefined, page)).json).toMatchObject({ code: 'not_found' });
    expect((await server.ask('GET', '/..%2f..%2fetc/passwd', undefined, page)).status).toBeGreaterThanOrEqual(400);
  });
});
