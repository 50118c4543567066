import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesOf, recipeHash } from './recipe.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recipe-'));
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\n');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a recipe hash', () => {
  test('is the same whatever the order of keys', () => {
    expect(recipeHash({ a: 1, b: [{ x: 1, y: 2 }] })).toBe(recipeHash({ b: [{ y: 2, x: 1 }], a: 1 }));
  });

  test('is another one when a list is in another order, because commands are lists', () => {
    expect(recipeHash({ args: ['a', 'b'] })).not.toBe(recipeHash({ args: ['b', 'a'] }));
  });

  test('is another one when a file changes, is added, or becomes executable', async () => {
    const seen = new Set([recipeHash({ files: filesOf(folder) })]);
    await chmod(join(folder, 'Dockerfile'), 0o755);
    seen.add(recipeHash({ files: filesOf(folder) }));
    await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\nUSER 1\n');
    seen.add(recipeHash({ files: filesOf(folder) }));
    await writeFile(join(folder, 'index.html'), '');
    seen.add(recipeHash({ files: filesOf(folder) }));
    expect(seen.size).toBe(4);
  });

  test('does not see what is left out, such as tests', async () => {
    const before = recipeHash({ files: filesOf(folder) });
    await writeFile(join(folder, 'main.test.ts'), '');
    expect(recipeHash({ files: filesOf(folder, (name) => name.endsWith('.test.ts')) })).toBe(before);
  });
});
