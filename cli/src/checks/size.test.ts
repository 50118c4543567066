import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../setup/checkout.ts';
import { trackedFiles } from './tracked-files.ts';

const mostLines = 250;
const mostFiles = 20;

/** Folders that may hold more files, each with its reason. */
const fullFolders: Readonly<Record<string, string>> = {
  '.': 'tools look for their files here',
  'content/pictures': 'drawings, one per language, that lessons find by name',
};

test(`no source file has more than ${mostLines} lines`, async () => {
  const sources = (await trackedFiles()).filter((file) => /\.(?:ts|tsx|astro|mjs|css)$/.test(file));
  const long: string[] = [];
  for (const file of sources) {
    const lines = (await readFile(join(checkout, file), 'utf8')).split('\n').length - 1;
    if (lines > mostLines) long.push(file);
  }
  expect(long).toEqual([]);
});

test(`no folder has more than ${mostFiles} files, except those that are named`, async () => {
  const folders = Map.groupBy(await trackedFiles(), (file) => dirname(file));
  const full = [...folders].filter(([, files]) => files.length > mostFiles).map(([folder]) => folder);
  expect(full.toSorted()).toEqual(Object.keys(fullFolders).toSorted());
});

test('half of the source files have at most 70 lines', async () => {
  const sources = (await trackedFiles()).filter((file) => /\.(?:ts|tsx|astro|mjs|css)$/.test(file));
  const texts = await Promise.all(sources.map((file) => readFile(join(checkout, file), 'utf8')));
  const lines = texts.map((text) => text.split('\n').length - 1).toSorted((a, b) => a - b);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(70);
});
