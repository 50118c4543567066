import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scriptOf } from './script.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-script-'));
  await write('solution/solve.sh', 'set -eu\nkubectl run a --image=web\n');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(directory, file)), { recursive: true });
  await writeFile(join(directory, file), text);
}

test('a mutant is its own script, or the solution with an edit', async () => {
  await write('mutants/own/solve.sh', 'true\n');
  await write('mutants/edited/solution.sed', 's/(image)=web/\\1=other/\n');
  expect(await scriptOf(directory, 'mutants/own')).toBe('true\n');
  expect(await scriptOf(directory, 'mutants/edited')).toBe('set -eu\nkubectl run a --image=other\n');
});

test.each([
  ['that is not there', {}, 'neither'],
  ['beside a script', { 'solve.sh': 'true', 'solution.sed': 's/web/other/' }, 'both'],
  ['that is no sed', { 'solution.sed': 's/web' }, 'solution.sed: sed: file mutants/m/solution.sed line 1'],
  ['that matches no line', { 'solution.sed': 's/nothing/other/' }, 'changes nothing'],
  ['that would run a command', { 'solution.sed': '1e touch /tmp/run' }, 'sandbox'],
])('an edit %s is a finding', async (_, files, message) => {
  for (const [name, text] of Object.entries(files)) await write(`mutants/m/${name}`, text);
  await expect(scriptOf(directory, 'mutants/m')).rejects.toMatchObject({
    code: 'lab_invalid',
    message: expect.stringContaining(message),
  });
});
