import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findCgroup } from './cgroup.ts';
import { forbidSwap, pushOut } from './reclaim.ts';

const container = 'f4ddc543912e';

/** A host whose container runs as process 7 in `path`, with files in its group and in one below it. */
async function hostWith(base: string, line: string, files: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'drydock-cgroup-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'proc/7'), { recursive: true });
  await writeFile(join(root, 'proc/7/cgroup'), `${line}\n`);
  const directory = join(root, base);
  const below = join(directory, 'kubelet');
  await mkdir(below, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(directory, name), text);
    await writeFile(join(below, name), text);
  }
  const read = (name: string) =>
    Promise.all([directory, below].map(async (each) => (await readFile(join(each, name), 'utf8')).trim()));
  return { root, directory, read };
}

const v1 = () =>
  hostWith(`sys/fs/cgroup/memory/docker/${container}`, `9:memory:/docker/${container}/init.scope`, {
    'memory.force_empty': '',
    'memory.swappiness': '60',
  });
const v2 = (current: string) =>
  hostWith(`sys/fs/cgroup/system.slice/docker-${container}.scope`, `0::/system.slice/docker-${container}.scope/init`, {
    'memory.reclaim': '',
    'memory.current': current,
    'memory.swap.max': '0',
  });

test('the group of a container is found under either version and either naming', async () => {
  const one = await v1();
  expect(await findCgroup(container, 7, one.root)).toEqual({ version: 1, directory: one.directory });
  const two = await v2('0');
  expect(await findCgroup(container, 7, two.root)).toEqual({ version: 2, directory: two.directory });
  expect(await findCgroup('another', 7, two.root)).toBeUndefined();
});

test('v1: all is emptied, and afterwards nothing of it may swap', async () => {
  const { directory, read } = await v1();
  await pushOut({ version: 1, directory });
  expect(await read('memory.force_empty')).toEqual(['0', '']);
  expect(await read('memory.swappiness')).toEqual(['0', '0']);
});

test('v2: what is there is reclaimed but for the kernel’s own, and afterwards the container may not swap', async () => {
  const { directory, read } = await v2(String(500 * 1024 ** 2));
  await pushOut({ version: 2, directory });
  expect(await read('memory.reclaim')).toEqual([String(476 * 1024 ** 2), '']);
  expect(await read('memory.swap.max')).toEqual(['0', 'max']);
});

test('v2: a container that is small already is left alone', async () => {
  const { directory, read } = await v2(String(8 * 1024 ** 2));
  await pushOut({ version: 2, directory });
  expect(await read('memory.reclaim')).toEqual(['', '']);
});

test('called off, it rejects and forbids swap all the same', async () => {
  const { directory, read } = await v1();
  await expect(pushOut({ version: 1, directory }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'aborted',
  });
  expect(await read('memory.swappiness')).toEqual(['0', '0']);
});

test('a group without the files of swap is no failure', async () => {
  const { directory } = await hostWith('sys/fs/cgroup/x', '0::/x', {});
  await expect(forbidSwap({ version: 1, directory })).resolves.toBeUndefined();
});
