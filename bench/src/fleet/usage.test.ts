import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compressedBytes } from './usage.ts';

test('the memory of compressed swap is the sum over all devices, and nothing on a host without', async () => {
  const root = await mkdtemp(join(tmpdir(), 'drydock-bench-'));
  onTestFinished(() => rm(root, { recursive: true }));
  expect(await compressedBytes(root)).toBe(0);
  for (const [name, used] of [
    ['zram0', 100],
    ['zram1', 23],
    ['vda', 5],
  ] as const) {
    await mkdir(join(root, 'sys/block', name), { recursive: true });
    await writeFile(join(root, 'sys/block', name, 'mm_stat'), `  9000 400 ${used} 0 0 0 0 0 0\n`);
  }
  expect(await compressedBytes(root)).toBe(123);
});
