import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileProbe } from '@drydock/lab';
import type { Pod } from '@drydock/cluster';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenNode } from '../node.ts';
import type { View } from '../reading/view.ts';
import { viewOfOne } from '../testing/test-view.ts';
import { readFile } from './file.ts';

const pod: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web',
    namespace: 'lab',
    uid: '11aa',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: { nodeName: 'one', containers: [{ name: 'web' }] },
  status: { containerStatuses: [{ name: 'web', state: { running: { startedAt: '2026-01-01T00:00:05Z' } } }] },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-file-'));
  await mkdir(join(folder, 'data'));
});
afterEach(async () => rm(folder, { recursive: true }));

/** This machine in the place of a node: the script is the real one, only the search for the container is not. */
function nodeHere(asked: string[] = []): OpenNode {
  return async () => ({
    async exec([file = '', flag = '', script = '', name = '', filter = '', ...rest]) {
      asked.push(filter);
      const here = script
        .replace('ctr -n k8s.io containers list -q "$1"', 'echo container-id')
        .replace(/\$\(cat "[^"]*" 2>\/dev\/null\)/, () => `$(echo self)`);
      return new Promise((resolve) =>
        execFile(file, [flag, here, name, filter, ...rest], (error, stdout, stderr) =>
          resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr }),
        ),
      );
    },
    address: async () => '127.0.0.1',
  });
}

const viewOn = (node: OpenNode, object: Pod | undefined = pod): View => ({
  ...viewOfOne({} as View['cluster'], async () => object),
  node,
});
const probe = (path: string): FileProbe => ({ kind: 'file', pod: { namespace: 'lab', name: 'web' }, path });

test('a file has its content, size, mode, owner, times and inode', async () => {
  const path = join(folder, 'data', 'page.txt');
  await writeFile(path, 'grün ✓\n');
  await chmod(path, 0o640);
  const { state, values, subject } = await readFile(viewOn(nodeHere()), probe(path));
  expect([state, subject]).toEqual(['found', `${path} in Pod lab/web`]);
  expect(values['file']).toMatchObject({ exists: true, type: 'file', content: 'grün ✓\n', size: 10, mode: '0640' });
  expect(values['file']).toMatchObject({ uid: process.getuid?.(), isCut: false, inode: expect.any(Number) });
  const { mtime, ctime } = values['file'] as { mtime: string; ctime: string };
  expect(Math.abs(Date.now() - Date.parse(mtime))).toBeLessThan(60_000);
  expect(Date.parse(ctime)).toBeGreaterThanOrEqual(Date.parse(mtime));
});

test('of a long file only the beginning is read, and `isCut` says so', async () => {
  const path = join(folder, 'long');
  await writeFile(path, 'x'.repeat(70_000));
  const { file } = (await readFile(viewOn(nodeHere()), probe(path))).values as { file: { content: string } };
  expect(file).toMatchObject({ size: 70_000, isCut: true });
  expect(file.content).toHaveLength(65_536);
});

test('what is not there is missing, and a folder or a pipe has no content and holds nothing up', async () => {
  const pipe = join(folder, 'pipe');
  await new Promise((done) => execFile('mkfifo', [pipe], done));
  expect((await readFile(viewOn(nodeHere()), probe(join(folder, 'none')))).values['file']).toEqual({
    path: join(folder, 'none'),
    exists: false,
  });
  const kinds = await Promise.all(
    [folder, pipe].map(async (path) => (await readFile(viewOn(nodeHere()), probe(path))).values['file']),
  );
  expect(kinds).toMatchObject([{ type: 'directory' }, { type: 'pipe' }]);
  expect(kinds.some((file) => 'content' in (file as object))).toBe(false);
});

test('a link is followed as the container sees it', async () => {
  await writeFile(join(folder, 'data', 'real'), 'here');
  await symlink('real', join(folder, 'data', 'link'));
  const { file } = (await readFile(viewOn(nodeHere()), probe(join(folder, 'data', 'link')))).values;
  expect(file).toMatchObject({ type: 'file', content: 'here' });
});

test('a link to itself, or out of the container by another process, is something other than a file', async () => {
  await symlink('loop', join(folder, 'loop'));
  await symlink('/proc/self/root/etc/hostname', join(folder, 'out'));
  for (const name of ['loop', 'out'])
    expect((await readFile(viewOn(nodeHere()), probe(join(folder, name)))).values['file']).toEqual({
      path: join(folder, name),
      exists: true,
      type: 'other',
    });
});

test('the container is found by the Pod’s uid and the container’s name, whatever its status says', async () => {
  const asked: string[] = [];
  await readFile(viewOn(nodeHere(asked)), probe(folder));
  expect(asked[0]).toContain('labels."io.kubernetes.pod.uid"=="11aa"');
  expect(asked[0]).toContain('labels."io.kubernetes.container.name"=="web"');
});

test('a container that does not run on its node is not ready, and a node that fails is an error', async () => {
  const ends =
    (exitCode: number): OpenNode =>
    async () => ({ exec: async () => ({ exitCode, stdout: '', stderr: 'ctr: gone' }), address: async () => '' });
  expect(await readFile(viewOn(ends(46)), probe('/data'))).toMatchObject({ state: 'unready' });
  await expect(readFile(viewOn(ends(45)), probe('/data'))).rejects.toThrow('ctr: gone');
  expect(await readFile(viewOn(ends(0), { ...pod, status: {} }), probe('/data'))).toMatchObject({ state: 'unready' });
});
