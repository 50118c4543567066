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
let tasks: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-file-'));
  tasks = join(folder, 'tasks');
  await mkdir(join(folder, 'data'));
  await containerd('0-pause', pause);
  await containerd('1-dead', web, 2 ** 22 + 1);
  await containerd('2-web', web);
});
afterEach(async () => rm(folder, { recursive: true }));

/** This machine in the place of a node, on which the container of the Pod is this process: the script is the real one, and so are the files that containerd leaves. */
function nodeHere(asked: string[] = []): OpenNode {
  return async () => ({
    async exec([file = '', flag = '', script = '', ...rest]) {
      asked.push(rest.join(' '));
      const here = script.replace('/run/containerd/io.containerd.runtime.v2.task/k8s.io', tasks);
      return new Promise((resolve) =>
        execFile(file, [flag, here, ...rest], (error, stdout, stderr) =>
          resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr }),
        ),
      );
    },
    address: async () => '127.0.0.1',
  });
}

/** What containerd has written about a container that runs. */
async function containerd(id: string, annotations: Readonly<Record<string, string>>, pid = process.pid): Promise<void> {
  const own = Object.entries(annotations).map(([name, value]) => [`io.kubernetes.cri.${name}`, value]);
  await mkdir(join(tasks, id), { recursive: true });
  const config = {
    process: { env: ['X="io.kubernetes.cri.container-name":"web"'] },
    annotations: Object.fromEntries(own),
  };
  await writeFile(join(tasks, id, 'config.json'), JSON.stringify(config));
  await writeFile(join(tasks, id, 'init.pid'), String(pid));
}
const pause = { 'container-type': 'sandbox', 'sandbox-name': 'web', 'sandbox-namespace': 'lab', 'sandbox-uid': '11aa' };
const web = { ...pause, 'container-type': 'container', 'container-name': 'web' };

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
  expect([state, subject]).toEqual(['found', { en: `${path} in Pod lab/web`, zh: `Pod lab/web 里的 ${path}` }]);
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

test.each([
  ['another container', { ...web, 'container-name': 'other' }],
  ['the container of another Pod with this name', { ...web, 'sandbox-uid': '22bb' }],
  ['a container of the same name in another namespace', { ...web, 'sandbox-namespace': 'default' }],
  ['what keeps the Pod’s network', pause],
])('%s is not read in its place, whatever its variables say', async (_, annotations) => {
  await rm(join(tasks, '2-web'), { recursive: true });
  await containerd('3-other', annotations);
  expect(await readFile(viewOn(nodeHere()), probe(folder))).toMatchObject({ state: 'unready' });
});

test('of a mirror Pod the container is found by the uid of its manifest', async () => {
  await rm(join(tasks, '2-web'), { recursive: true });
  await containerd('3-mirror', { ...web, 'sandbox-uid': 'of-the-file' });
  const annotations = { 'kubernetes.io/config.mirror': 'of-the-file' };
  const mirror = { ...pod, metadata: { ...pod.metadata, annotations } };
  expect(await readFile(viewOn(nodeHere(), mirror), probe(folder))).toMatchObject({ state: 'found' });
});

test('a file of a sidecar is read while the app container has not begun', async () => {
  const path = join(folder, 'data', 'seen');
  await writeFile(path, '12:00');
  const starting: Pod = {
    ...pod,
    spec: { nodeName: 'one', containers: [{ name: 'web' }], initContainers: [{ name: 'clock' }] },
    status: {
      containerStatuses: [{ name: 'web', state: { waiting: { reason: 'PodInitializing' } } }],
      initContainerStatuses: [{ name: 'clock', state: { running: { startedAt: '2026-01-01T00:00:03Z' } } }],
    },
  };
  await containerd('3-clock', { ...web, 'container-name': 'clock' });
  const asked: string[] = [];
  const view = viewOn(nodeHere(asked), starting);
  const { state, values, bornAt } = await readFile(view, { ...probe(path), container: 'clock' });
  expect([state, bornAt]).toEqual(['found', Date.parse('2026-01-01T00:00:03Z')]);
  expect(values['file']).toMatchObject({ content: '12:00' });
  expect(asked[0]).toContain('"io.kubernetes.cri.container-name":"clock"');
  expect(await readFile(view, probe(path))).toMatchObject({ state: 'unready' });
});

test('a container that does not run on its node is not ready, and a node that fails is an error', async () => {
  const ends =
    (exitCode: number): OpenNode =>
    async () => ({ exec: async () => ({ exitCode, stdout: '', stderr: 'perl: gone' }), address: async () => '' });
  expect(await readFile(viewOn(ends(46)), probe('/data'))).toMatchObject({ state: 'unready' });
  await expect(readFile(viewOn(ends(2)), probe('/data'))).rejects.toThrow('perl: gone');
  expect(await readFile(viewOn(ends(0), { ...pod, status: {} }), probe('/data'))).toMatchObject({ state: 'unready' });
});
