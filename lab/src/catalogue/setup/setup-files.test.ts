import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatProblem } from '../../problem.ts';
import { loadLab } from '../labs.ts';
import { readSetupFiles } from './setup-files.ts';

const fixture = new URL('../../../../e2e/fixtures/labs/repair-nodes', import.meta.url).pathname;
let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'drydock-lab-')), 'repair-nodes');
  await cp(fixture, directory, { recursive: true });
});
afterEach(() => rm(dirname(directory), { recursive: true }));

async function add(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(directory, file)), { recursive: true });
  await writeFile(join(directory, file), content);
}
const findings = async (): Promise<readonly string[]> =>
  (await loadLab(directory, 'repair-nodes')).problems.map(formatProblem);

test('files are read with their place, their parameters and whether they may be run', async () => {
  const bytes = Buffer.from([0, 123, 123, 255]);
  await add('setup/workspace/clinic/data.bin', bytes);
  await add('setup/workspace/look.sh', 'echo {{token}} {{node.worker}} {{other}}');
  await chmod(join(directory, 'setup/workspace/look.sh'), 0o755);
  const files = await readSetupFiles({ directory }, { token: 'abc', 'node.worker': 'w' });
  expect(files.map(({ node, path, isExecutable }) => [node, path, isExecutable])).toEqual([
    ['worker2', '/etc/kubernetes/manifests/oldtimer.yaml', false],
    [undefined, 'clinic/data.bin', false],
    [undefined, 'clinic/patient.yaml', false],
    [undefined, 'look.sh', true],
  ]);
  expect(files[1]?.content).toEqual(bytes);
  expect(Buffer.from(files[3]?.content ?? []).toString()).toBe('echo abc w {{other}}');
});

test('a lab knows which nodes it names or writes on', async () => {
  const { lab, problems } = await loadLab(directory, 'repair-nodes');
  expect(problems).toEqual([]);
  expect(lab?.namedNodes).toEqual(['worker', 'worker2']);
});

test('what a student is to repair may be wrong in any way, but for its parameters', async () => {
  await add('setup/workspace/broken.yaml', 'kind: [Podd\nimage: nginx:latest\n');
  expect(await findings()).toEqual([]);
  await add('setup/workspace/broken.yaml', 'a: {{tokn}} {{node.worker3}}\n');
  expect(await findings()).toEqual([
    expect.stringContaining('setup/workspace/broken.yaml:1:4 {{tokn}} is not a parameter of this lab.'),
    expect.stringContaining(
      'setup/workspace/broken.yaml:1:13 {{node.worker3}} names a node that the lab does not have.',
    ),
  ]);
});

test.each([
  ['setup/nodes/worker3/etc/x', 'The lab has no node worker3. Its nodes are control-plane, worker, worker2,'],
  ['setup/nodes/x', 'The set-up does not read setup/nodes/x. Write setup/*.yaml for objects,'],
  ['setup/more/pod.yaml', 'The set-up does not read setup/more/pod.yaml.'],
  ['setup/notes.txt', 'The set-up does not read setup/notes.txt.'],
  ['setup/workspace/a b', 'The name a b has characters that a path of the set-up may not have.'],
])('%s is a finding', async (file, finding) => {
  await add(file, 'x: 1\n');
  expect(await findings()).toEqual([expect.stringContaining(`${file}:1:1 ${finding}`)]);
});

test('a file is kept small', async () => {
  await add('setup/workspace/large', 'x'.repeat(300 * 1024));
  expect(await findings()).toEqual([
    expect.stringContaining('setup/workspace/large has 300 KiB. Keep it below 256 KiB.'),
  ]);
});
