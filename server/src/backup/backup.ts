import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { codeOf, CourseError } from '@drydock/model';
import { databaseName, digest, keyNames, type Manifest, manifestName, recordingsName } from './manifest.ts';

/** A backup that was made. */
export interface MadeBackup {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Copies the database, the keys and the recordings of a data directory to a new folder below `to`, named after the time; a server may run meanwhile. The database is
 * that of one moment; a recording is there at least as far as the database knows it. The folder appears only whole. Rejects with `not_found` where there is no Drydock.
 */
export async function makeBackup({ dataDirectory, to }: { dataDirectory: string; to: string }): Promise<MadeBackup> {
  if (!existsSync(join(dataDirectory, databaseName))) {
    throw new CourseError(
      'not_found',
      `There is no ${databaseName} in ${dataDirectory}: no Drydock keeps its data there.`,
      'Name the data folder with --data or DRYDOCK_DATA; a server makes it when it first starts.',
    );
  }
  const madeAt = new Date().toISOString();
  const scratch = await makeScratch(to);
  try {
    copyDatabase(join(dataDirectory, databaseName), join(scratch, databaseName));
    for (const name of keyNames) await copyIfThere(join(dataDirectory, name), join(scratch, name));
    await copyRecordings(join(dataDirectory, recordingsName), join(scratch, recordingsName));
    const files: Manifest['files'] = [];
    for (const name of await filesBelow(scratch)) {
      await chmod(join(scratch, name), 0o600);
      files.push({ name, ...(await digest(join(scratch, name))) });
    }
    const manifest: Manifest = { format: 1, madeAt, files };
    await writeFile(join(scratch, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
    const folder = join(to, `drydock-${madeAt.replaceAll(/[:.]/gu, '-')}`);
    await rename(scratch, folder);
    return { folder, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
}

async function makeScratch(to: string): Promise<string> {
  try {
    await mkdir(to, { recursive: true, mode: 0o700 });
    return await mkdtemp(join(to, '.making-'));
  } catch (cause) {
    throw new CourseError(
      'host_not_ready',
      `The folder for backups, ${to}, cannot be written (${codeOf(cause)}).`,
      'Make it writable for this user, or name another one with --to.',
      { cause },
    );
  }
}

/** VACUUM INTO reads in one transaction, so that a running server neither waits nor is seen half-way. */
function copyDatabase(from: string, to: string): void {
  const database = new DatabaseSync(from, { timeout: 10_000 });
  try {
    database.prepare('vacuum into ?').run(to);
  } finally {
    database.close();
  }
}

async function copyRecordings(from: string, to: string): Promise<void> {
  for (const name of await filesBelow(from)) {
    await mkdir(dirname(join(to, name)), { recursive: true, mode: 0o700 });
    await copyIfThere(join(from, name), join(to, name));
  }
}

/** Old recordings are removed while we copy. */
async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** The files below a folder, by their path in it; none when there is no such folder. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();
}
