import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetDead, noDaemon } from './dockerd.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-pid-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

test('the pid file of a killed daemon is forgotten though another process has its number', async () => {
  const file = join(folder, 'killed.pid');
  await writeFile(file, `${process.pid}`);
  await forgetDead(file, 'dockerd');
  expect(await isThere(file)).toBe(false);
});

test('the pid file of a daemon that runs is kept', async () => {
  const file = join(folder, 'running.pid');
  await writeFile(file, `${process.pid}`);
  await forgetDead(file, readFileSync('/proc/self/comm', 'utf8').trim());
  expect(await isThere(file)).toBe(true);
});

test('a pid file that is not there is no error', async () => {
  await expect(forgetDead(join(folder, 'none.pid'), 'dockerd')).resolves.toBeUndefined();
});

test('a daemon that does not come up is explained by its own error, not by its news', () => {
  const log = [
    'time="2026-11-27T08:00:00Z" level=info msg="Starting up"',
    'time="2026-11-27T08:00:01Z" level=warning msg="Your kernel does not support swap memory limit"',
    'failed to start daemon: Error initializing network controller: iptables failed: Permission denied (you must be root)',
    'time="2026-11-27T08:00:01Z" level=info msg="stopping event stream following graceful shutdown"',
  ].join('\n');
  expect(noDaemon('/data/log/dockerd.log', log)).toMatchObject({
    code: 'docker_unavailable',
    message: expect.stringMatching(/within 60 s: failed to start daemon: .*iptables failed: Permission denied/),
    fix: expect.stringContaining('/data/log/dockerd.log'),
  });
  expect(noDaemon('log', '').message).toMatch(/60 s\.$/);
});
