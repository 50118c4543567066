import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf, CourseError } from '@drydock/model';
import { z } from 'zod';

/** The file of a backup that lists the others; it is written last. */
export const manifestName = 'backup.json';

/** The database of a data directory, and of a backup. */
export const databaseName = 'drydock.sqlite';

/** The files and folders that a backup holds besides the database. */
export const keyNames = ['cookie.key', 'submission-key.pem'] as const;
export const recordingsName = 'recordings';

const isInside = (name: string): boolean => !isAbsolute(name) && !name.split('/').includes('..');

/** What a backup says of itself: when it was made, and each of its files with its length and SHA-256. */
export const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  files: z.array(
    z.object({ name: z.string().refine(isInside), bytes: z.number().int(), sha256: z.string().length(64) }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

/** The SHA-256 of a file, and its length. */
export async function digest(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(path), async (pieces) => {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
    }
  });
  return { bytes, sha256: hash.digest('hex') };
}

/** Reads the manifest of a backup and compares each file with it; `bad_request` when it is not a whole backup. */
export async function readBackup(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const wrong: string[] = [];
  for (const { name, bytes, sha256 } of manifest.files) {
    const found = await digest(join(folder, name)).catch((error: unknown) => String(codeOf(error)));
    if (typeof found === 'string') wrong.push(`${name} cannot be read (${found})`);
    else if (found.bytes !== bytes || found.sha256 !== sha256) wrong.push(`${name} has changed`);
  }
  if (!manifest.files.some(({ name }) => name === databaseName)) wrong.push(`${databaseName} is not in it`);
  if (wrong.length > 0) throw damaged(folder, `${wrong.join('; ')}.`);
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')));
  } catch (cause) {
    const why = codeOf(cause) === 'ENOENT' ? `it has no ${manifestName}` : `its ${manifestName} is not one of ours`;
    throw damaged(folder, `${why}.`, cause);
  }
}

function damaged(folder: string, why: string, cause?: unknown): CourseError {
  return new CourseError(
    'bad_request',
    `${folder} is not a whole backup: ${why}`,
    'Name the folder of a backup as `drydock backup` made it, or take another one.',
    { cause },
  );
}
