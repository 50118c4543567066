import { stat, statfs } from 'node:fs/promises';
import { demandDocker } from '@drydock/host';
import type { CourseError } from '@drydock/model';
import { z } from 'zod';
import type { Cancellable } from '../../../driver.ts';
import { fail } from '../../../text/fail.ts';

const gibibyte = 2 ** 30;

/** A new sandbox takes 0.2 GiB, and those that run write too; Docker itself fails in strange ways on a full disk. */
const leastBytes = gibibyte;

const Info = z.object({ DockerRootDir: z.string() });

/** Returns the error of each disk on which a sandbox could not be made: where Docker keeps containers, where that can be seen from here, and where our own files are. */
export async function fullDisks(runDirectory: string, options: Cancellable = {}): Promise<readonly CourseError[]> {
  const asked = { command: ['docker', 'info'], method: 'GET', path: '/info' } as const;
  // That Docker does not answer is said once, by another probe.
  const root = await demandDocker(asked, options).then(
    (info) => Info.parse(info).DockerRootDir,
    () => undefined,
  );
  const seen = new Set<number>();
  const full: CourseError[] = [];
  for (const folder of [root, runDirectory]) {
    const found = folder === undefined ? undefined : await readDisk(folder);
    if (folder === undefined || found === undefined || seen.has(found.device)) continue;
    seen.add(found.device);
    if (found.freeBytes < leastBytes) full.push(diskShort(folder, found.freeBytes));
  }
  return full;
}

async function readDisk(folder: string): Promise<{ device: number; freeBytes: number } | undefined> {
  try {
    const [{ dev }, { bavail, bsize }] = await Promise.all([stat(folder), statfs(folder)]);
    return { device: dev, freeBytes: bavail * bsize };
  } catch {
    return undefined;
  }
}

function diskShort(folder: string, freeBytes: number): CourseError {
  const free = (freeBytes / gibibyte).toFixed(1);
  return fail('no_disk', (text) => text.diskShort(folder, free, leastBytes / gibibyte));
}
