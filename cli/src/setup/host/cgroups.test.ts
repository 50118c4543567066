import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCgroups } from './cgroups.ts';

const roots: string[] = [];
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true, force: true }))));

/** A host with these files. */
async function hostWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'drydock-cgroups-'));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const mounts = ['cpu', 'memory', 'pids']
  .map((name) => `cgroup /sys/fs/cgroup/${name} cgroup rw,relatime,${name} 0 0`)
  .join('\n');
const tableOf = (...lines: string[]) =>
  ['#subsys_name\thierarchy\tnum_cgroups\tenabled', ...lines.map((line) => line.replaceAll(' ', '\t')), ''].join('\n');

test('version 2 has one hierarchy, and nothing to mount', async () => {
  const root = await hostWith({ 'sys/fs/cgroup/cgroup.controllers': 'cpuset cpu memory\n' });
  expect(await readCgroups(root)).toEqual({ version: 2, controllers: ['cpuset', 'cpu', 'memory'], unmounted: [] });
});

test('version 1: what the kernel has and nobody mounted is named, what shares a hierarchy together', async () => {
  const root = await hostWith({
    'proc/self/mounts': mounts,
    'proc/cgroups': tableOf(
      'cpu 1 9 1',
      'memory 4 9 1',
      'pids 8 9 1',
      'net_cls 14 1 1',
      'perf_event 0 1 1',
      'net_prio 14 1 1',
      'rdma 0 1 0',
    ),
  });
  expect(await readCgroups(root)).toEqual({
    version: 1,
    controllers: ['cpu', 'memory', 'pids'],
    unmounted: ['net_cls,net_prio', 'perf_event'],
  });
});

test('a host without control groups', async () => {
  expect(await readCgroups(await hostWith({}))).toEqual({ version: 0, controllers: [], unmounted: [] });
});
