import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, link, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '@drydock/model';

/** A layer that no registry has used for so long goes when another comes (ms). */
const unusedMs = 30 * 24 * 3_600_000;

/**
 * Makes `file` the content of a digest, `sha256:…`. `copy` fetches it once; after that every registry has a link to the one file in the folder `store`. Nothing is kept
 * there that is not the content of its digest: a student who is root on a node could have changed what is copied from it. No container may write what is linked.
 */
export async function shareLayer(
  store: string,
  digest: string,
  file: string,
  copy: (to: string) => Promise<void>,
): Promise<void> {
  const kept = join(store, digest.replace(/[^0-9a-z]/g, '-'));
  await mkdir(dirname(file), { recursive: true });
  if (await linked(kept, file)) return;
  await mkdir(store, { recursive: true, mode: 0o700 });
  const copied = join(store, `.${randomUUID()}`);
  try {
    await copy(copied);
    await chmod(copied, 0o444);
    if ((await digestOf(copied)) !== digest) return await rename(copied, file);
    await removeUnused(store);
    await rename(copied, kept);
    if (!(await linked(kept, file))) await copy(file);
  } finally {
    await rm(copied, { force: true });
  }
}

/** Returns false when there is no such layer yet. A file system without links gets a copy. */
async function linked(kept: string, file: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(kept, now, now);
    await link(kept, file).catch(async (error: unknown) => {
      if (codeOf(error) === 'ENOENT') throw error;
      await copyFile(kept, file);
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return `sha256:${hash.digest('hex')}`;
}

/** Removes layers that nothing has used for long, and what a killed process has left. */
async function removeUnused(store: string): Promise<void> {
  for (const name of await readdir(store)) {
    const file = join(store, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.nlink !== 1) continue;
    // What is being copied has the time of its source.
    const usedMs = name.startsWith('.') ? found.ctimeMs : found.mtimeMs;
    if (Date.now() - usedMs > unusedMs) await rm(file, { force: true });
  }
}
