import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runToEnd } from '@drydock/host';
import { afterAll, beforeAll, expect, test } from 'vitest';

const front = resolve(import.meta.dirname, '../../compose/front');
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'drydock-front-'));
  await writeFile(join(home, 'caddy'), '#!/bin/sh\n[ "$1" = hash-password ] && sed "s/^/hash of /"\nexit 0\n');
  await chmod(join(home, 'caddy'), 0o755);
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Runs the front with a Caddy that only ends; its configuration, or why it would not start. */
async function configure(settings: Readonly<Record<string, string>>) {
  await rm(join(home, 'Caddyfile'), { force: true });
  const env = {
    HOME: home,
    PATH: `${home}:/usr/bin:/bin`,
    DRYDOCK_ADDRESS: 'https://course.example',
    DRYDOCK_TLS: 'local',
    DRYDOCK_PASSWORD: '',
    ...settings,
  };
  const { exitCode, stderr } = await runToEnd('sh', [front], { env, timeoutMs: 20_000 });
  return { exitCode, stderr, caddyfile: await readFile(join(home, 'Caddyfile'), 'utf8').catch(() => '') };
}

test('names are those of all addresses, without ports; the plain port leads to the first address, port and all', async () => {
  const { caddyfile } = await configure({
    DRYDOCK_ADDRESS: 'https://course.example:9443,https://10.0.0.7,https://[fd00::7]:9443',
  });
  expect(caddyfile).toContain('\nhttps://course.example:8443, https://10.0.0.7:8443, https://[fd00::7]:8443 {');
  expect(caddyfile).toContain('redir https://course.example:9443{uri}');
  expect(caddyfile).toContain('default_sni course.example\n');
});

test('a password is asked for only where there is one, and only its hash is written', async () => {
  expect((await configure({})).caddyfile).not.toContain('basicauth');
  expect((await configure({ DRYDOCK_PASSWORD: 'two words' })).caddyfile).toContain('class hash of two words');
});

test('certificates are its own, public, or a file', async () => {
  expect((await configure({})).caddyfile).toContain('tls internal');
  expect((await configure({ DRYDOCK_TLS: 'public' })).caddyfile).not.toMatch(/\n *tls /);
});

test('what cannot work is said before anything starts', async () => {
  const refused = async (settings: Readonly<Record<string, string>>, why: string) =>
    expect(await configure(settings)).toMatchObject({
      exitCode: 1,
      caddyfile: '',
      stderr: expect.stringContaining(why),
    });
  await refused({ DRYDOCK_ADDRESS: 'http://course.example' }, 'begins with https://');
  await refused({ DRYDOCK_ADDRESS: 'https://school.example/k8s/' }, 'DRYDOCK_BASE_PATH is the place for /k8s/');
  await refused({ DRYDOCK_ADDRESS: ' , ' }, 'DRYDOCK_ADDRESS is empty');
  await refused({ DRYDOCK_TLS: 'none' }, 'it is local, public or own');
  await refused({ DRYDOCK_TLS: 'own' }, 'cannot read cert.pem');
});
