import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindMaker } from '../kind/maker.ts';
import { settingsOf } from './settings.ts';
import { makerEnvironment, withoutProxy } from './proxy.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-proxy-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function settingsWith(name: string, config?: string) {
  const dockerConfig = join(folder, name);
  await mkdir(join(dockerConfig, 'contexts', 'meta'), { recursive: true });
  if (config !== undefined) await writeFile(join(dockerConfig, 'config.json'), config);
  const images = { node: 'node', workspace: 'workspace', registry: 'registry' };
  return settingsOf(kindMaker(), { images, dockerConfig, runDirectory: join(folder, 'run', name) });
}

test('what makes the nodes gets the settings of Docker without proxies and passwords, and finds the same daemon', async () => {
  const config = {
    proxies: { default: { httpProxy: 'http://user:secret@127.0.0.1:9', noProxy: 'localhost' } },
    auths: { 'registry.example': { auth: 'c2VjcmV0' } },
    credsStore: 'desktop',
    currentContext: 'rootless',
  };
  const { DOCKER_CONFIG: copy = '' } = await makerEnvironment(
    await settingsWith('proxied', JSON.stringify(config)),
    'abcdef',
  );
  expect(JSON.parse(await readFile(join(copy, 'config.json'), 'utf8'))).toEqual({ currentContext: 'rootless' });
  expect(await readdir(join(copy, 'contexts'))).toEqual(['meta']);
  expect((await stat(copy)).mode & 0o077).toBe(0);
});

test.each([
  ['none', undefined],
  ['plain', '{"currentContext":"default"}'],
  ['broken', '{'],
])('settings without proxies are left as they are: %s', async (name, config) => {
  expect(await makerEnvironment(await settingsWith(name, config), 'abcdef')).toEqual({});
});

test('every spelling of a proxy variable is taken from a container', () => {
  const names = withoutProxy.filter((word) => word !== '--env');
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'FTP_PROXY', 'NO_PROXY']) {
    expect(names).toEqual(expect.arrayContaining([name, name.toLowerCase()]));
  }
});
