import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CourseError } from '@drydock/model';
import { lockDataDirectory } from '../database/lock.ts';
import { openDatabase } from '../database/open.ts';
import { databaseName, keyNames, readBackup, recordingsName } from './manifest.ts';

/** What a restore has done. */
export interface Restored {
  /** When the backup was made. */
  readonly madeAt: string;
  readonly files: number;
  /** Where the data that was there before is now. */
  readonly movedTo?: string;
}

/** All that a backup may bring, and the companions of an open database. */
const parts = [databaseName, `${databaseName}-wal`, `${databaseName}-shm`, ...keyNames, recordingsName];

/**
 * Puts a backup into a data directory. Rejects, and leaves everything as it is, when a server works there (`conflict`), when there is data already (`conflict`;
 * `replace` moves that to a folder beside it), when the backup is not whole (`bad_request`) or was written by a newer Drydock (`conflict`).
 */
export async function restoreBackup({
  folder,
  dataDirectory,
  replace,
}: {
  folder: string;
  dataDirectory: string;
  replace: boolean;
}): Promise<Restored> {
  const { files, madeAt } = await readBackup(folder);
  using _lock = lockDataDirectory(dataDirectory);
  const present = parts.filter((name) => existsSync(join(dataDirectory, name)));
  if (present.length > 0 && !replace) {
    throw new CourseError(
      'conflict',
      `${dataDirectory} has data already: ${present.join(', ')}.`,
      'Restore into an empty folder, or say --replace: what is there is moved aside and kept.',
    );
  }
  const scratch = await mkdtemp(join(dataDirectory, '.restoring-'));
  try {
    for (const { name } of files) {
      await mkdir(dirname(join(scratch, name)), { recursive: true, mode: 0o700 });
      await copyFile(join(folder, name), join(scratch, name));
    }
    // Brings it up to date, and refuses what this program does not know.
    await (await openDatabase(scratch)).destroy();
    const movedTo = present.length > 0 ? await moveAside(dataDirectory, present) : undefined;
    for (const name of parts) {
      if (existsSync(join(scratch, name))) await rename(join(scratch, name), join(dataDirectory, name));
    }
    return { madeAt, files: files.length, ...(movedTo !== undefined && { movedTo }) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function moveAside(dataDirectory: string, names: readonly string[]): Promise<string> {
  const folder = join(dataDirectory, `before-restore-${new Date().toISOString().replaceAll(/[:.]/gu, '-')}`);
  await mkdir(folder, { mode: 0o700 });
  for (const name of names) await rename(join(dataDirectory, name), join(folder, name));
  return folder;
}
