import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { SetupFile } from '@drydock/lab';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NodeAccess } from '../node.ts';
import { type Displaced, type FilePlaces, learnDisplaced, putBackFiles, writeFiles } from './files.ts';

let folder: string;
let places: FilePlaces;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-files-'));
  await mkdir(join(folder, 'home'));
  const exec: NodeAccess['exec'] = async ([program = '', ...args], { input = '' } = {}) => {
    const child = spawn(program, args, { env: { PATH: '/usr/bin:/bin', HOME: join(folder, 'home') } });
    // A program that ends before it has read its input closes the pipe.
    child.stdin.on('error', () => undefined).end(input);
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { exitCode: child.exitCode ?? 1, stdout, stderr };
  };
  places = {
    node: async () => ({ exec, address: async () => '' }),
    workspace: async () => ({ exec }),
    signal: new AbortController().signal,
  };
});
afterEach(() => rm(folder, { recursive: true }));

const at = (...path: readonly string[]): string => join(folder, ...path);
const file = (path: string, content: string, isExecutable = false): SetupFile => ({
  path,
  content: Buffer.from(content),
  isExecutable,
});
const onNode = (path: string, content: string): SetupFile => ({ ...file(at(path), content), node: 'worker' });

async function setUp(files: readonly SetupFile[], known: readonly Displaced[] = []): Promise<readonly Displaced[]> {
  const displaced = await learnDisplaced(files, known, places);
  await writeFiles(files, places);
  return displaced;
}

test('files are written where they belong, again and again, whatever is in their way', async () => {
  const files = [file('clinic/a-b.txt', 'one\n'), file('run.sh', 'echo', true), onNode('etc/x', '')];
  const displaced = await setUp(files);
  expect(await readFile(at('home/clinic/a-b.txt'), 'utf8')).toBe('one\n');
  expect((await stat(at('home/run.sh'))).mode & 0o777).toBe(0o755);
  expect(await readFile(at('etc/x'), 'utf8')).toBe('');
  await rm(at('home/run.sh'));
  await symlink('/etc/hostname', at('home/run.sh'));
  expect(await setUp(files, displaced)).toEqual(displaced);
  expect(await readFile(at('home/run.sh'), 'utf8')).toBe('echo');
});

test('what was there comes back with its mode, and what came with a file goes, whatever a student has made of it', async () => {
  await mkdir(at('etc'));
  await writeFile(at('etc/hosts'), 'own\n');
  await chmod(at('etc/hosts'), 0o640);
  await writeFile(at('home/.bashrc'), '');
  const displaced = await setUp([onNode('etc/hosts', 'broken\n'), onNode('opt/a/b', 'x'), file('.bashrc', 'y')]);
  await rm(at('etc/hosts'));
  await mkdir(at('etc/hosts'));
  await writeFile(at('opt/a/more'), 'mine');
  for (let round = 0; round < 2; round++) {
    await putBackFiles(displaced, places);
    expect(await readFile(at('etc/hosts'), 'utf8')).toBe('own\n');
    expect((await stat(at('etc/hosts'))).mode & 0o777).toBe(0o640);
    expect(await readFile(at('home/.bashrc'), 'utf8')).toBe('');
    expect(await readdir(folder)).not.toContain('opt');
  }
});

test('a plain file is written in its place: one that is mounted cannot be replaced', async () => {
  await writeFile(at('hosts'), 'own\n');
  const { ino } = await stat(at('hosts'));
  const displaced = await setUp([onNode('hosts', 'broken\n')]);
  expect((await stat(at('hosts'))).ino).toBe(ino);
  await putBackFiles(displaced, places);
  expect((await stat(at('hosts'))).ino).toBe(ino);
});

test('a folder in the place of a file is a mistake of the lab', async () => {
  await mkdir(at('home/clinic'));
  await expect(setUp([file('clinic', 'x')])).rejects.toMatchObject({
    code: 'lab_invalid',
    message: expect.stringContaining('clinic'),
  });
});
