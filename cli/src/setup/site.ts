import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError } from '@drydock/model';
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

/**
 * The folder with the built site of the present sources, as it is served under the path `base`: `<cache>/site/<hash of its inputs>`, built when it is not
 * there. It appears only whole. Rejects with `build_failed` where it is not there and cannot be kept.
 */
export async function builtSite(progress: Progress, signal: AbortSignal, base = ''): Promise<string> {
  const sites = join(cacheFolder(), 'site');
  const folder = join(sites, nameOf(await hashFiles(inputs), base));
  if (existsSync(folder)) return folder;
  const { buildSite } = await import('@drydock/site/build');
  const scratch = await scratchIn(sites, base);
  try {
    await buildSite({ outDirectory: scratch, base, onStep: progress.show, signal });
    await rename(scratch, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Pages name their own path in every link, so each path has a site of its own. */
function nameOf(sources: string, base: string): string {
  return base === '' ? sources : createHash('sha256').update(`${sources}\0${base}`).digest('hex').slice(0, 16);
}

/** An image of the server holds the pages of one path, and nothing can be written in it. */
async function scratchIn(sites: string, base: string): Promise<string> {
  try {
    await mkdir(sites, { recursive: true });
    return await mkdtemp(join(sites, 'building-'));
  } catch (error) {
    throw new CourseError(
      'build_failed',
      `The pages for the path ${base}/ are not built, and ${sites} cannot be written.`,
      'Build them: `docker compose build` where docker-compose.yml is, else `npx drydock site` with the same --base, as a user who can write there.',
      { cause: error },
    );
  }
}
