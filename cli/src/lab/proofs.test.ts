import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabProof } from '@drydock/grader';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashFiles } from '../setup/hash-files.ts';
import { openProofs } from './proofs.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-proofs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const memoryLimit = { id: 'memory-limit', directory: 'labs/memory-limit' };
const trial = { name: 'fresh start', failed: [], ok: true, verdicts: [], seconds: 1 };
const proof: LabProof = {
  lab: 'memory-limit',
  ok: true,
  fresh: trial,
  solution: trial,
  shown: trial,
  further: [],
  mutants: [],
};

test('a proof that passed is found again, one that did not is not kept', async () => {
  const proofs = openProofs(['node:1'], folder);
  const key = await proofs.key(memoryLimit);
  expect(await proofs.find(key)).toBeUndefined();
  await proofs.keep(key, { ...proof, ok: false });
  expect(await proofs.find(key)).toBeUndefined();
  await proofs.keep(key, proof);
  expect(await openProofs(['node:1'], folder).find(key)).toEqual(proof);
});

test('another image, and another lab, need a proof of their own', async () => {
  const key = await openProofs(['node:1', 'shell:1'], folder).key(memoryLimit);
  expect(await openProofs(['shell:1', 'node:1'], folder).key(memoryLimit)).toBe(key);
  expect(await openProofs(['node:2', 'shell:1'], folder).key(memoryLimit)).not.toBe(key);
  expect(
    await openProofs(['node:1', 'shell:1'], folder).key({ id: 'memory-oom', directory: 'labs/memory-oom' }),
  ).not.toBe(key);
});

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
