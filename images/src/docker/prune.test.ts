import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesArtifact } from '../artifact.ts';
import { prepareHost } from '../host.ts';
import { pruneFiles } from './prune.ts';

test('files of an older recipe go after an hour; this recipe’s, another artifact’s and fresh ones stay', async () => {
  const host = { cacheDir: await mkdtemp(join(tmpdir(), 'prune-')) };
  await prepareHost(host);
  const base = filesArtifact({ id: 'debian-base', title: '', recipe: {}, build: async () => undefined });
  const bundle = filesArtifact({ id: 'agent', title: '', recipe: {}, needs: [base], build: async () => undefined });
  const old = ['debian-base-000000000000', 'debian-000000000000', `debian-base-${base.hash}`];
  for (const name of [...old, 'debian-base-111111111111']) await mkdir(join(host.cacheDir, 'artifacts', name));
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  for (const name of old) await utimes(join(host.cacheDir, 'artifacts', name), longAgo, longAgo);
  await pruneFiles(host, [bundle]);
  expect((await readdir(join(host.cacheDir, 'artifacts'))).toSorted()).toEqual(
    [`debian-base-${base.hash}`, 'debian-000000000000', 'debian-base-111111111111'].toSorted(),
  );
  await rm(host.cacheDir, { recursive: true });
});
