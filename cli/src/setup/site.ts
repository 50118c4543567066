import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFiles } from './hash-files.ts';
import { cacheFolder } from './paths.ts';
import type { Progress } from './progress.ts';

const inputs = [
  'site',
  'content',
  'labs',
  'host/src',
  'model/src',
  'terminal/client/src',
  'package-lock.json',
  'tsconfig.base.json',
];

/** The folder with the built site of the present sources: `<cache>/site/<hash of its inputs>`, built when it is not there. It appears only whole. */
export async function builtSite(progress: Progress, signal: AbortSignal): Promise<string> {
  const sites = join(cacheFolder(), 'site');
  const folder = join(sites, await hashFiles(inputs));
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
