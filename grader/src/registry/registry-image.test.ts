import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { OpenNode } from '../node.ts';
import { courseImage } from './course-image.ts';
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

test('an image of the course in another name has digests of its own, its layers from the node, and its label', async () => {
  const layer = `sha256:${'a'.repeat(64)}`;
  const [config, manifest] = [{ config: { Labels: { kept: 'yes' } } }, { layers: [{ digest: layer }] }];
  const stored: Record<string, unknown> = { top: { manifests: [{ digest: `sha256:${'b'.repeat(64)}` }] } };
  stored[`sha256:${'b'.repeat(64)}`] = { ...manifest, config: { digest: `sha256:${'c'.repeat(64)}`, size: 1 } };
  stored[`sha256:${'c'.repeat(64)}`] = config;
  const node: OpenNode = async () => ({
    address: async () => '',
    exec: async (argv) => {
      const asked = argv.at(-1) ?? '';
      const stdout = asked.startsWith('course.local/') ? 'top\n' : JSON.stringify(stored[asked]);
      return { exitCode: 0, stdout, stderr: '' };
    },
  });
  const { signal } = new AbortController();
  const made = async (name: string) => courseImage(node, { name, from: 'course.local/web:1.0' }, signal);
  const [one, two] = [await made('lab/lazy:v1'), await made('lab/lazy:v2')];
  const links = ['v1', 'v2'].map(
    (tag, index) =>
      [one, two][index]?.files[`docker/registry/v2/repositories/lab/lazy/_manifests/tags/${tag}/current/link`],
  );
  expect(links[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(links[0]).not.toBe(links[1]);
  expect(one.blobs).toEqual({ [`docker/registry/v2/blobs/sha256/aa/${'a'.repeat(64)}/data`]: layer });
  const texts = Object.entries(one.files).filter(([path]) => path.endsWith('/data'));
  for (const [path, content] of texts) expect(path).toContain(`/${sha256(Buffer.from(content))}/data`);
  expect(texts.map(([, content]) => Buffer.from(content).toString()).join()).toContain(
    '"Labels":{"kept":"yes","local.course.image":"lab/lazy:v1"}',
  );
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
