import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { run } from '@drydock/host';
import { imageRefs, nodeImage } from '@drydock/images';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindMaker } from '../../kind/maker.ts';
import { settingsOf } from '../settings.ts';
import { tryFolder } from './try-folder.ts';

let runDirectory: string;
let images: { node: string; workspace: string; registry: string };
beforeAll(async () => {
  runDirectory = await mkdtemp(join(tmpdir(), 'drydock-try-'));
  const { workspace, registry } = imageRefs();
  images = { node: (await nodeImage()).ref, workspace, registry };
});
afterAll(() => rm(runDirectory, { recursive: true }));

test('a folder that Docker sees passes, socket and all, and nothing of the trial is left', async () => {
  expect(await tryFolder(settingsOf(kindMaker(), { images, runDirectory }))).toEqual([]);
  expect(await readdir(runDirectory)).toEqual([]);
  expect(await run('docker', ['ps', '--all', '--filter', 'name=drydock-try-', '--format', '{{.Names}}'])).toBe('');
}, 60_000);

test('before any image is built the file is tried all the same', async () => {
  const none = { ...images, workspace: 'drydock/workspace:none' };
  expect(await tryFolder(settingsOf(kindMaker(), { images: none, runDirectory }))).toEqual([]);
  expect(await run('docker', ['image', 'ls', '--quiet', 'drydock/try'])).toBe('');
}, 60_000);

/** Runs an expression over `kind`, the modules of the driver, where `runDirectory` is a disk that only this process sees; `result` is its value. */
async function apart(expression: string): Promise<string> {
  const modules = ['try-folder', '../settings', '../../kind/maker', '../../kind/driver'];
  const imports = modules.map((name) => `...await import('${import.meta.dirname}/${name}.ts')`);
  const program = `const kind = { ${imports.join(', ')} };
    const options = ${JSON.stringify({ images, runDirectory })};
    console.log(JSON.stringify(await (${expression})));`;
  const script = 'mount -t tmpfs none "$1" && exec "$2" --input-type=module --eval "$3"';
  return run('unshare', ['--mount', 'sh', '-ec', script, 'sh', runDirectory, process.execPath, program], {
    timeoutMs: 120_000,
  });
}

test.runIf(process.getuid?.() === 0)(
  'a disk that Docker cannot see is found, with and without an image, and a failed start reports the same',
  async () => {
    const cause = /Containers do not get the data folder .*bind source path does not exist/u;
    const why = /mount namespace of its own/u;
    for (const workspace of [images.workspace, 'drydock/workspace:none']) {
      const found = await apart(
        `kind.tryFolder(kind.settingsOf(kind.kindMaker(), { ...options, images: { ...options.images, workspace: '${workspace}' } }))`,
      );
      expect(found).toMatch(cause);
      expect(found).toMatch(why);
    }
    const failed =
      await apart(`kind.createKindDriver(options).create({ id: 'unseen${Date.now() % 100_000}', profile: 'one-node' },
    { signal: new AbortController().signal, onStep: () => {} }).then(() => 'made', (error) => [error.message, error.fix])`);
    expect(failed).toMatch(cause);
    expect(failed).toMatch(why);
    expect(failed).toMatch(/DRYDOCK_DATA/u);
  },
  240_000,
);
