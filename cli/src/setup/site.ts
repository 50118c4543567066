import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError } from '@drydock/model';
import { checkout } from './checkout.ts';
import { cacheFolder } from './paths.ts';
import type { Update } from './progress.ts';
import { tryRun } from './run.ts';

const inputs = ['site', 'content', 'labs', 'model/src', 'package-lock.json', 'tsconfig.base.json'];
const ignored = new Set(['node_modules', 'dist', '.astro']);

/** Where the built site of the present sources is, or would be: `<cache>/site/<hash of its inputs>`. */
export async function siteFolder(): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) await addToHash(hash, checkout, input);
  return join(cacheFolder(), 'site', hash.digest('hex').slice(0, 16));
}

/** Builds the site unless the same sources were built before; the folder appears only when it is whole. */
export async function buildSite(update: Update, signal: AbortSignal): Promise<string> {
  const folder = await siteFolder();
  if (existsSync(folder)) return folder;
  await mkdir(join(cacheFolder(), 'site'), { recursive: true });
  const scratch = await mkdtemp(join(cacheFolder(), 'site', 'building-'));
  const logFile = join(cacheFolder(), 'logs', 'site.log');
  try {
    const result = await tryRun('astro', ['build', '--outDir', scratch], {
      cwd: join(checkout, 'site'),
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
      logFile,
      signal,
      onLine: (line) => update({ note: line }),
    });
    signal.throwIfAborted();
    if (result.code !== 0) {
      const said = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-12).join('\n');
      throw new CourseError(
        'build_failed',
        `The site could not be built: ${said}`,
        `The whole output is in ${logFile}.`,
      );
    }
    await rename(scratch, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function addToHash(hash: ReturnType<typeof createHash>, root: string, path: string): Promise<void> {
  const full = join(root, path);
  const entries = await readdir(full, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) {
    hash
      .update(`${path}\0`)
      .update(await readFile(full))
      .update('\0');
    return;
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!ignored.has(entry.name)) await addToHash(hash, root, join(path, entry.name));
  }
}
