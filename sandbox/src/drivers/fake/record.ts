import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@drydock/host';
import { codeOf, SandboxSummary } from '@drydock/model';
import { z } from 'zod';

/** What the folder holds of one sandbox; the fake's labels. */
export const Record = SandboxSummary.extend({
  lifetime: z.enum(['host', 'process']),
  /** As after a restart of the host; a thaw ends it. */
  isStopped: z.boolean().default(false),
  isClaimed: z.boolean(),
  isComplete: z.boolean(),
  maker: z.string(),
  images: z.string(),
  /** Its memory is in swap. */
  isDeep: z.boolean().default(false),
  pausedNodes: z.array(z.string()).default([]),
});
export type Record = z.infer<typeof Record>;

/** Writes the record in one piece: a reader sees the old or the new one. */
export async function writeRecord(directory: string, record: Record): Promise<void> {
  await writeAtomically(join(directory, record.id, 'record.json'), JSON.stringify(record));
}

/** Reads the record of a sandbox; undefined without one. */
export async function readRecord(directory: string, id: string): Promise<Record | undefined> {
  try {
    return Record.parse(JSON.parse(await readFile(join(directory, id, 'record.json'), 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** All records in the folder, oldest first. */
export async function readRecords(directory: string): Promise<readonly Record[]> {
  await mkdir(directory, { recursive: true });
  const records = await Promise.all((await readdir(directory)).map((id) => readRecord(directory, id)));
  return records
    .filter((record) => record !== undefined)
    .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt));
}

export async function forget(directory: string, id: string): Promise<void> {
  await rm(join(directory, id), { recursive: true, force: true });
}
