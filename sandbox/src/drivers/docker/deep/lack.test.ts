import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deepFreezeLack } from './lack.ts';

/** A host of these files only. */
async function hostOf(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'drydock-host-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const head = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';
const zram = `${head}/dev/zram1                              partition\t49368164\t0\t\t100\n`;
const disk = `${head}/swapfile                               file\t\t2097148\t\t0\t\t-2\n`;
const v1 = { 'sys/fs/cgroup/memory/memory.force_empty': '' };
const v2 = { 'sys/fs/cgroup/system.slice/memory.reclaim': '' };

test('a host with zram and either version of cgroups can deep-freeze', async () => {
  expect(deepFreezeLack(await hostOf({ 'proc/swaps': zram, ...v1 }), true)).toBeUndefined();
  expect(deepFreezeLack(await hostOf({ 'proc/swaps': zram, ...v2 }), true)).toBeUndefined();
});

test('swap on a disk counts only with zswap before it', async () => {
  expect(deepFreezeLack(await hostOf({ 'proc/swaps': disk, ...v2 }), true)).toBe('swap');
  const zswap = { 'sys/module/zswap/parameters/enabled': 'Y\n' };
  expect(deepFreezeLack(await hostOf({ 'proc/swaps': disk, ...zswap, ...v2 }), true)).toBeUndefined();
  expect(deepFreezeLack(await hostOf({ 'proc/swaps': head, ...zswap, ...v2 }), true)).toBe('swap');
});

test('without rights, or with a kernel that cannot be asked, that is what is missing', async () => {
  expect(deepFreezeLack(await hostOf({ 'proc/swaps': zram, ...v1 }), false)).toBe('root');
  expect(deepFreezeLack(await hostOf({ 'proc/swaps': zram }), true)).toBe('reclaim');
});
