import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLessonHead } from './lesson-head.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'content-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(file: string, head: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), `---\ntitle: a\n${head}---\n`);
}

test('a lesson is found by its name, in whatever language it is written, as it is now', async () => {
  await write('zh/cellar/wine.mdx', '');
  expect(await readLessonHead(folder, 'cellar/wine')).toEqual({ hasRegistry: false });
  await write('zh/cellar/wine.mdx', 'registry: true\n');
  expect(await readLessonHead(folder, 'cellar/wine')).toEqual({ hasRegistry: true });
});

test('what is no lesson is not found, nor is a file elsewhere', async () => {
  await write('zh/cellar/wine.mdx', '');
  await write('wine.mdx', '');
  for (const id of ['cellar/beer', '../wine', 'cellar', '']) expect(await readLessonHead(folder, id)).toBeUndefined();
});
