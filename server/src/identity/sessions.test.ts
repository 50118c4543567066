import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

interface Seen {
  user: string;
  local: boolean;
  cookie: string | undefined;
}

/** What a browser without a cookie becomes that sends these headers; `host` too, which fetch does not let one choose. */
async function visit(url: string, headers: Record<string, string> = {}): Promise<Seen> {
  const { promise, resolve, reject } = Promise.withResolvers<Seen>();
  const asked = request(new URL('/api/session', url), { headers }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (part: string) => (text += part));
    answer.on('end', () => resolve({ ...(JSON.parse(text) as Seen), cookie: answer.headers['set-cookie']?.[0] }));
  });
  asked.on('error', reject).end();
  return promise;
}

const warnings = () => machine.logged.filter((line) => line.includes('A request came from elsewhere'));

describe('behind a proxy', () => {
  test.each([
    { 'x-forwarded-for': '192.0.2.9' },
    { forwarded: 'for=192.0.2.9' },
    { 'x-real-ip': '192.0.2.9' },
    { 'x-forwarded-proto': 'https' },
    { via: '1.1 proxy' },
    { referer: 'http://course.test/en/' },
  ])('nobody shares the student of this machine: %o', async (headers: Record<string, string>) => {
    const { url } = await machine.start();
    const [one, other] = [await visit(url, headers), await visit(url, headers)];
    expect(one).toMatchObject({ local: false, user: expect.not.stringMatching(/^student$/) });
    expect(other.user).not.toBe(one.user);
    expect(await visit(url)).toEqual({ user: 'student', local: true, cookie: undefined });
    expect(warnings()).toHaveLength(1);
  });

  test('with its address configured, everybody is a student of their own', async () => {
    const { url } = await machine.start({ origins: ['http://course.test:8443'], students: 'browser' });
    const headers = { host: 'course.test:8443' };
    expect((await visit(url, headers)).user).not.toBe((await visit(url, headers)).user);
  });

  test('one student is shared only when somebody chose it, and that is logged', async () => {
    const { url } = await machine.start({ students: 'one', areStudentsChosen: true });
    expect((await visit(url, { 'x-forwarded-for': '192.0.2.9' })).user).toBe('student');
    expect(warnings()).toEqual([expect.stringContaining('DRYDOCK_STUDENTS=one makes everybody one student')]);
  });
});

describe('the cookie is only sent by TLS', () => {
  const isSecure = ({ cookie }: Seen) => cookie?.includes('Secure');
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.9' };

  test('where a trusted proxy says so', async () => {
    const { url } = await machine.start({ trustProxy: ['loopback'] });
    expect(isSecure(await visit(url, forwarded))).toBe(true);
    expect(isSecure(await visit(url, { ...forwarded, 'x-forwarded-proto': 'http' }))).toBe(false);
  });

  test('not where anybody may say so', async () => {
    const { url } = await machine.start();
    expect(isSecure(await visit(url, forwarded))).toBe(false);
  });

  test('where the address of the course says so', async () => {
    const origins = ['https://course.test', 'http://plain.test:8080'];
    const dataDirectory = join(machine.directory, 'tls');
    const { url } = await machine.start({ students: 'browser', origins });
    expect(isSecure(await visit(url, { host: 'course.test' }))).toBe(true);
    expect(isSecure(await visit(url, { host: 'course.test', origin: 'https://course.test' }))).toBe(true);
    expect(isSecure(await visit(url, { host: 'plain.test:8080' }))).toBe(false);
    expect(isSecure(await visit(url))).toBe(false);
    const tls = await machine.start({ students: 'browser', origins: ['https://course.test'], dataDirectory });
    expect(isSecure(await visit(tls.url, { via: '1.1 proxy' }))).toBe(true);
  });
});
