import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { applicationFiles } from './registry-image.ts';
import { tar } from './tar.ts';

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

test('every blob is stored under its digest, and every link leads to a blob', () => {
  const files = applicationFiles({
    busybox: Buffer.from('program'),
    architecture: 'amd64',
    token: 'abc',
    repository: 'student/app-abc',
  });
  const blobs = Object.entries(files).filter(([path]) => path.endsWith('/data'));
  for (const [path, content] of blobs) expect(path).toContain(`/${sha256(content as Uint8Array)}/data`);
  const links = Object.entries(files).filter(([path]) => path.endsWith('/link'));
  expect(links).toHaveLength(5);
  for (const [, link] of links)
    expect(blobs.some(([path]) => path.includes(String(link).replace('sha256:', '')))).toBe(true);
  expect(Object.keys(files)).toContain(
    'docker/registry/v2/repositories/student/app-abc/_manifests/tags/v1/current/link',
  );
});

test('another token is another image', () => {
  const of = (token: string): string =>
    String(
      applicationFiles({ busybox: Buffer.from('program'), architecture: 'amd64', token, repository: 'student/app' })[
        'docker/registry/v2/repositories/student/app/_manifests/tags/v1/current/link'
      ],
    );
  expect(of('abc')).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(of('abc')).not.toBe(of('abd'));
});

test('what we pack, tar unpacks: folders, links, files and who may run them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tar-'));
  try {
    const content = Buffer.alloc(1000, 'x');
    const archive = tar([
      { path: 'bin' },
      { path: 'bin/run', content, isExecutable: true },
      { path: 'bin/again', target: 'run' },
      { path: 'empty', content: Buffer.alloc(0) },
    ]);
    await writeFile(join(folder, 'a.tar'), archive);
    const { stdout } = await promisify(execFile)('tar', ['-tvf', join(folder, 'a.tar')]);
    expect(stdout.split('\n').map((line) => line.replace(/\s.*?:\d\d\s/, ' '))).toEqual([
      'drwxr-xr-x bin/',
      '-rwxr-xr-x bin/run',
      'lrw-r--r-- bin/again -> run',
      '-rw-r--r-- empty',
      '',
    ]);
    await promisify(execFile)('tar', ['-xf', join(folder, 'a.tar'), '-C', folder]);
    expect(await readFile(join(folder, 'bin', 'again'))).toEqual(content);
  } finally {
    await rm(folder, { recursive: true });
  }
});
