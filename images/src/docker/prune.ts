import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from '@drydock/host';
import { z } from 'zod';
import type { Artifact } from '../artifact.ts';
import { removeImageName } from './docker.ts';
import type { Host } from '../host.ts';

/** How long what an older recipe made is kept: another checkout may be using it just now. */
const keepMs = 60 * 60 * 1000;

const Listed = z.object({ Repository: z.string(), Tag: z.string(), CreatedAt: z.string() });

/** Removes the cached files and the `drydock/` images of older recipes, once they are an hour old and no container uses them. */
export async function prune(host: Host, current: readonly Artifact[]): Promise<void> {
  await pruneFiles(host, current);
  await pruneImages(current);
}

/** Removes cached files that an older recipe of a current artifact, or of what one needs, left an hour ago or more. */
export async function pruneFiles(host: Host, current: readonly Artifact[]): Promise<void> {
  const hashes = currentHashes(current);
  const folder = join(host.cacheDir, 'artifacts');
  for (const name of await readdir(folder)) {
    const [, id = '', hash = ''] = /^(.+)-([0-9a-f]{12})$/.exec(name) ?? [];
    const known = hashes.get(id);
    if (known === undefined || known.has(hash)) continue;
    const path = join(folder, name);
    if (Date.now() - (await stat(path)).mtimeMs > keepMs) await rm(path, { recursive: true, force: true });
  }
}

async function pruneImages(current: readonly Artifact[]): Promise<void> {
  const kept = new Set([...currentHashes(current).values()].flatMap((set) => [...set]));
  const list = ['image', 'ls', '--filter', 'reference=drydock/*', '--format', '{{json .}}'];
  const listed = await runToEnd('docker', list);
  for (const line of listed.stdout.split('\n').filter(Boolean)) {
    const image = Listed.parse(JSON.parse(line));
    // Docker writes "2026-11-21 10:29:01 +0000 UTC".
    const created = Date.parse(image.CreatedAt.replace(/ [A-Z]+$/, ''));
    if (kept.has(image.Tag) || !(Date.now() - created > keepMs)) continue;
    await removeImageName(`${image.Repository}:${image.Tag}`);
  }
}

/** Recipe hashes by artifact id, of the artifacts and everything they need. */
function currentHashes(current: readonly Artifact[]): Map<string, Set<string>> {
  const hashes = new Map<string, Set<string>>();
  const visit = (artifact: Artifact): void => {
    hashes.set(artifact.id, (hashes.get(artifact.id) ?? new Set()).add(artifact.hash));
    artifact.needs.forEach(visit);
  };
  current.forEach(visit);
  return hashes;
}
