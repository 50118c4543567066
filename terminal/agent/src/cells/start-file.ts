import { randomBytes } from 'node:crypto';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CellFiles, CellFileText } from '@drydock/model';

/** The files that cells bring along. */
export interface StartFiles {
  /**
   * Writes what a cell brings: its own file, and of the manifests above it those that are not there with the text that was written last.
   * Returns what the student is told when one cannot be written, as the programs of a shell tell it; undefined when all are there.
   */
  write(files: CellFiles): Promise<string | undefined>;
}

/** Files are written into `folder`, each in one piece and owned by the folder's owner. A link of that name is replaced, never followed. */
export function createStartFiles(folder: string): StartFiles {
  const written = new Map<string, string>();

  async function put({ name, text }: CellFileText): Promise<string | undefined> {
    const scratch = join(folder, `.${name}.${randomBytes(4).toString('hex')}`);
    try {
      const { uid, gid } = await stat(folder);
      await using made = await open(scratch, 'wx', 0o644);
      // A file of lines ends with one, so that a cell can append to it.
      await made.writeFile(text.replace(/[^\n]$/, '$&\n'));
      await made.chown(uid, gid);
      await rename(scratch, join(folder, name));
      written.set(name, text);
      return undefined;
    } catch (error) {
      await rm(scratch, { force: true });
      const why = error instanceof Error ? error.message.replace(/^\w+: |, \w+ '.*$/g, '') : String(error);
      return `${name}: ${why}\n`;
    }
  }

  async function isThere({ name, text }: CellFileText): Promise<boolean> {
    if (written.get(name) !== text) return false;
    return access(join(folder, name)).then(
      () => true,
      () => false,
    );
  }

  return {
    async write({ file, manifests = [] }) {
      for (const manifest of manifests) {
        const refused = (await isThere(manifest)) ? undefined : await put(manifest);
        if (refused !== undefined) return refused;
      }
      return file && put(file);
    },
  };
}
