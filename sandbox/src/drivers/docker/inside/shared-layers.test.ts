import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shareLayer } from './shared-layers.ts';

let folder: string;
let store: string;
let copies: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-layers-'));
  store = join(folder, '.layers');
  copies = 0;
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const digest = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** Gives the registry of this sandbox a layer that its node has like this. */
async function give(sandbox: string, of: string, content: string): Promise<string> {
  const file = join(folder, sandbox, 'blobs', 'data');
  await shareLayer(store, digest(of), file, async (to) => {
    copies += 1;
    await writeFile(to, content);
  });
  return file;
}

test('a layer is copied once, and each registry has the same file, which nobody may write', async () => {
  const one = await give('one', 'nginx', 'nginx');
  const two = await give('two', 'nginx', 'nginx');
  expect(copies).toBe(1);
  expect(await readFile(two, 'utf8')).toBe('nginx');
  const [first, second] = await Promise.all([stat(one), stat(two)]);
  expect(second.ino).toBe(first.ino);
  expect(second.mode & 0o222).toBe(0);
  await Promise.all(['one', 'two'].map((sandbox) => rm(join(folder, sandbox), { recursive: true })));
  expect(await readFile(await give('three', 'nginx', 'nginx'), 'utf8')).toBe('nginx');
  expect(copies).toBe(1);
});

test('two registries that ask for a layer at once both get it', async () => {
  const files = await Promise.all(['one', 'two', 'three'].map((sandbox) => give(sandbox, 'nginx', 'nginx')));
  expect(await Promise.all(files.map((file) => readFile(file, 'utf8')))).toEqual(['nginx', 'nginx', 'nginx']);
  expect(await readdir(store)).toHaveLength(1);
});

test('what a student has changed on a node stays in that sandbox', async () => {
  expect(await readFile(await give('one', 'nginx', 'changed'), 'utf8')).toBe('changed');
  expect(await readdir(store)).toEqual([]);
  expect(await readFile(await give('two', 'nginx', 'nginx'), 'utf8')).toBe('nginx');
});

test('a layer that no registry has had for long goes when another comes', async () => {
  const old = await give('one', 'old', 'old');
  const kept = join(store, digest('old').replace(':', '-'));
  const longAgo = new Date(Date.now() - 40 * 24 * 3_600_000);
  await utimes(kept, longAgo, longAgo);
  await give('two', 'nginx', 'nginx');
  expect(await readdir(store)).toHaveLength(2);
  await rm(old);
  await give('three', 'busybox', 'busybox');
  expect(await readdir(store)).toEqual(
    [digest('nginx'), digest('busybox')].map((name) => name.replace(':', '-')).toSorted(),
  );
});

test('a copy that fails leaves nothing', async () => {
  const failed = shareLayer(store, digest('nginx'), join(folder, 'one', 'data'), async (to) => {
    await writeFile(to, 'half');
    throw new Error('no such node');
  });
  await expect(failed).rejects.toThrow('no such node');
  expect(await readdir(store)).toEqual([]);
});
