import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashFiles } from './hash-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-hash-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a hash of files follows their content and their names, and not what is left out', async () => {
  await mkdir(join(folder, 'mutants'));
  await writeFile(join(folder, 'mutants', 'solve.sh'), 'one');
  const before = await hashFiles([folder], (name) => name.endsWith('.test.ts'));
  await writeFile(join(folder, 'a.test.ts'), 'test');
  expect(await hashFiles([folder], (name) => name.endsWith('.test.ts'))).toBe(before);
  await writeFile(join(folder, 'mutants', 'solve.sh'), 'two');
  const changed = await hashFiles([folder], (name) => name.endsWith('.test.ts'));
  expect(changed).not.toBe(before);
  await mkdir(join(folder, 'mutants', 'another'));
  await writeFile(join(folder, 'mutants', 'another', 'solve.sh'), 'two');
  expect(await hashFiles([folder], (name) => name.endsWith('.test.ts'))).not.toBe(changed);
});
