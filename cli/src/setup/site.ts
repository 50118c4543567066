import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from './checkout.ts';
import { cacheFolder } from './paths.ts';
import type { Progress } from './progress.ts';

const inputs = ['site', 'content', 'labs', 'model/src', 'package-lock.json', 'tsconfig.base.json'];
const ignored = new Set(['node_modules', 'dist', '.astro']);

/** The folder with the built site of the present sources: `<cache>/site/<hash of its inputs>`, built when it is not there. It appears only whole. */
export async function builtSite(progress: Progress, signal: AbortSignal): Promise<string> {
  const sites = join(cacheFolder(), 'site');
  const folder = join(sites, await hashOf(inputs));
  if (existsSync(folder)) return folder;
  const { buildSite } = await import('@drydock/site/build');
  await mkdir(sites, { recursive: true });
  const scratch = await mkdtemp(join(sites, 'building-'));
  try {
    await buildSite({ outDirectory: scratch, onStep: progress.show, signal });
    await rename(scratch, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const add = async (path: string): Promise<void> => {
    const entries = await readdir(join(checkout, path), { withFileTypes: true }).catch(() => undefined);
    if (entries === undefined) {
      hash
        .update(`${path}\0`)
        .update(await readFile(join(checkout, path)))
        .update('\0');
      return;
    }
    for (const { name } of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!ignored.has(name)) await add(join(path, name));
    }
  };
  for (const path of paths) await add(path);
  return hash.digest('hex').slice(0, 16);
}
