import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { contextsOf, kubeconfigFiles, readKubeconfig } from './contexts.ts';
import { contextNamed } from './one-context.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-contexts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(path: string, content: object | string): Promise<string> {
  const full = join(folder, path);
  await mkdir(join(full, '..'), { recursive: true });
  await writeFile(full, typeof content === 'string' ? content : stringify(content));
  return full;
}

const config = (name: string, server: string, more: object = {}) => ({
  contexts: [{ name, context: { cluster: name, user: name } }],
  clusters: [{ name, cluster: { server, 'certificate-authority': 'ca.crt' } }],
  users: [{ name, user: { 'client-key': 'keys/me', exec: { command: './login' } } }],
  ...more,
});

test('files are those of KUBECONFIG, or the one in the home folder', () => {
  expect(kubeconfigFiles('/a:/b', '/home/me')).toEqual(['/a', '/b']);
  expect(kubeconfigFiles('', '/home/me')).toEqual(['/home/me/.kube/config']);
});

test('several files are merged as kubectl does: the first that names something counts, and one that is not there is empty', async () => {
  const first = await file('one/config', config('mini', 'https://first:1', { 'current-context': 'mini' }));
  const second = await file('two/config', {
    ...config('mini', 'https://second:2', { 'current-context': 'other' }),
    contexts: [
      { name: 'mini', context: { cluster: 'mini', user: 'mini' } },
      { name: 'another', context: { cluster: 'mini', user: 'mini' } },
    ],
  });
  const read = await readKubeconfig([join(folder, 'none'), first, second]);
  expect(contextsOf(read)).toEqual([
    { name: 'another', server: 'https://first:1', isCurrent: false },
    { name: 'mini', server: 'https://first:1', isCurrent: true },
  ]);
});

test('the kubeconfig of a context has nothing of others, and paths and plugins are those of its file', async () => {
  const own = await file('own/config', config('mine', 'https://mine:1'));
  const other = await file('other/config', config('foreign', 'https://foreign:2'));
  const { kubeconfig, server } = contextNamed(await readKubeconfig([own, other]), 'mine');
  expect(server.href).toBe('https://mine:1/');
  expect(kubeconfig).not.toContain('foreign');
  expect(parse(kubeconfig)).toMatchObject({
    clusters: [{ cluster: { 'certificate-authority': join(folder, 'own', 'ca.crt') } }],
    users: [
      {
        user: { 'client-key': join(folder, 'own', 'keys', 'me'), exec: { command: join(folder, 'own', 'login') } },
      },
    ],
  });
});

test('an unknown context is refused with the one that may be meant, in both languages', async () => {
  const read = await readKubeconfig([await file('config', config('minikube', 'https://mini:1'))]);
  const asked = () => contextNamed(read, 'minkube');
  expect(asked).toThrow(
    expect.objectContaining({
      code: 'not_found',
      message: 'Your kubeconfig has no context "minkube".',
      fix: 'Did you mean minikube? It has minikube.',
      zh: expect.objectContaining({ fix: '是不是想写 minikube？里面有：minikube。' }),
    }),
  );
  expect(() => contextNamed(read, 'production')).toThrow(expect.objectContaining({ fix: 'It has minikube.' }));
});

test('a file that is not a kubeconfig, and a context of what is not there, are named', async () => {
  const secret = 'password: [hunter2';
  await expect(readKubeconfig([await file('broken', secret)])).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.not.stringContaining('hunter2'),
  });
  await expect(readKubeconfig([await file('list', { contexts: 'none' })])).rejects.toMatchObject({
    message: expect.stringContaining('contexts'),
  });
  const torn = await readKubeconfig([await file('torn', { ...config('torn', 'https://torn:1'), users: [] })]);
  expect(() => contextNamed(torn, 'torn')).toThrow(/names user torn, which is not there/u);
});
