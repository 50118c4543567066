import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShellOrder } from '@drydock/model';

/**
 * Writes a cell's file into a folder, in one piece and owned by the folder's owner. A link of that name is replaced, never followed.
 * Returns what the student is told when it cannot be, as the programs of a shell tell it; undefined when it is written.
 */
export async function writeStartFile(
  folder: string,
  file: NonNullable<ShellOrder['file']>,
): Promise<string | undefined> {
  const scratch = join(folder, `.${file.name}.${randomBytes(4).toString('hex')}`);
  try {
    const { uid, gid } = await stat(folder);
    await using made = await open(scratch, 'wx', 0o644);
    await made.writeFile(file.text);
    await made.chown(uid, gid);
    await rename(scratch, join(folder, file.name));
    return undefined;
  } catch (error) {
    await rm(scratch, { force: true });
    const why = error instanceof Error ? error.message.replace(/^\w+: |, \w+ '.*$/g, '') : String(error);
    return `${file.name}: ${why}\n`;
  }
}
