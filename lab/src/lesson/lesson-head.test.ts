import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLessonHeads } from './lesson-head.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'content-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(file: string, head: string, body = ''): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), `---\ntitle: a\n${head}---\n${body}`);
}

const plain = { profile: 'one-node', hasRegistry: false, cells: 0, needs: { root: [], admin: [] } };
const find = (id: string) => createLessonHeads(folder).find(id);

test('a lesson is found by its name, in whatever language it is written', async () => {
  await write('zh/cellar/wine.mdx', '');
  expect(await find('cellar/wine')).toEqual(plain);
});

test('a lesson is as it is written now, and while its languages differ, the one with more cells counts', async () => {
  const lessons = createLessonHeads(folder);
  await write('zh/cellar/wine.mdx', '', '```sh cell\nls\n```\n');
  expect(await lessons.find('cellar/wine')).toEqual({ ...plain, cells: 1 });
  await write('zh/cellar/wine.mdx', 'registry: true\n', '```sh cell\nls\n```\n```sh\nno cell\n```\n');
  await write('en/cellar/wine.mdx', 'registry: true\n', '```sh cell\nls\n```\n```yaml cell file="a.yaml"\na: 1\n```\n');
  expect(await lessons.find('cellar/wine')).toEqual({ ...plain, hasRegistry: true, cells: 2 });
});

test('what a lesson needs is told: its profile, and cell by cell what its student must be, in either language', async () => {
  const cell = (words: string): string => `\`\`\`sh cell ${words}\nls\n\`\`\`\n`;
  await write('en/cellar/wine.mdx', 'profile: three-nodes\n', cell('needs=root') + cell('needs=admin') + cell(''));
  await write('zh/cellar/wine.mdx', 'profile: three-nodes\n', cell('') + cell('needs=admin') + cell('needs=root'));
  const needs = { root: ['1', '3'], admin: ['2'] };
  expect(await find('cellar/wine')).toEqual({ ...plain, profile: 'three-nodes', cells: 3, needs });
});

test('what is no lesson is not found, nor is a file elsewhere', async () => {
  await write('zh/cellar/wine.mdx', '');
  await write('wine.mdx', '');
  for (const id of ['cellar/beer', '../wine', 'cellar', '']) expect(await find(id)).toBeUndefined();
});
