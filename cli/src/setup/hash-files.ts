import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkout } from './checkout.ts';

const ignored = new Set(['node_modules', 'dist', '.astro']);

/** A hash of files and whole folders of the checkout, by name and content; `isLeftOut` returns which names in folders do not count. */
export async function hashFiles(
  paths: readonly string[],
  isLeftOut: (name: string) => boolean = () => false,
): Promise<string> {
  const hash = createHash('sha256');
  const add = async (path: string): Promise<void> => {
    const entries = await readdir(resolve(checkout, path), { withFileTypes: true }).catch(() => undefined);
    if (entries === undefined) {
      hash
        .update(`${path}\0`)
        .update(await readFile(resolve(checkout, path)))
        .update('\0');
      return;
    }
    for (const { name } of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!ignored.has(name) && !isLeftOut(name)) await add(join(path, name));
    }
  };
  for (const path of paths) await add(path);
  return hash.digest('hex').slice(0, 16);
}
