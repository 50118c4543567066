import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from './atomic-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-atomic-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a reader sees the old content or the new, never a half', async () => {
  const path = join(folder, 'below', 'record.json');
  const contents = ['a', 'b'].map((letter) => letter.repeat(4_000_000));
  await writeAtomically(path, contents[0] ?? '');
  const seen = new Set<string>();
  let isWriting = true;
  const writing = (async () => {
    for (let turn = 0; turn < 20; turn += 1) await writeAtomically(path, contents[turn % 2] ?? '');
  })().finally(() => (isWriting = false));
  while (isWriting) seen.add(await readFile(path, 'utf8'));
  await writing;
  expect([...seen].every((text) => contents.includes(text))).toBe(true);
});

test('a write that fails leaves no draft', async () => {
  await mkdir(join(folder, 'taken', 'by-a-folder'), { recursive: true });
  await expect(writeAtomically(join(folder, 'taken'), 'text')).rejects.toThrow('taken');
  expect(await readdir(folder)).toEqual(['taken']);
});
