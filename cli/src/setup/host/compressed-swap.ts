import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runToEnd } from '@drydock/host';
import { CourseError } from '@drydock/model';

/** How much can be put into swap, as a share of memory: what is in it takes about a quarter of its size. */
const share = 2;
/** How much of the memory what is in swap may take. */
const limitShare = 0.75;

/**
 * Adds swap that is compressed in memory (zram, lz4), with a device of its own; the next boot forgets it. Rejects with what is missing on a host that cannot have it, and
 * leaves nothing behind then.
 */
export async function addCompressedSwap(memoryBytes: number, signal?: AbortSignal): Promise<void> {
  const index = await addDevice(signal);
  const device = `zram${index}`;
  const settings = join('/sys/block', device);
  try {
    // The algorithm comes before the size. A kernel without lz4 keeps its own.
    await writeFile(join(settings, 'comp_algorithm'), 'lz4').catch(() => undefined);
    await writeFile(join(settings, 'disksize'), String(Math.floor(memoryBytes * share)));
    await writeFile(join(settings, 'mem_limit'), String(Math.floor(memoryBytes * limitShare)));
    await run('mkswap', [`/dev/${device}`], { signal });
    // Above every disk, so that a disk is used only when this is full.
    await run('swapon', ['--priority', '100', `/dev/${device}`], { signal });
  } catch (error) {
    await removeDevice(index);
    throw error;
  }
}

/** Makes a new device and returns its number; reading this file is what makes one. */
async function addDevice(signal: AbortSignal | undefined): Promise<number> {
  const add = '/sys/class/zram-control/hot_add';
  if (!existsSync(add)) await runToEnd('modprobe', ['zram'], { signal });
  try {
    return Number(await readFile(add, 'utf8'));
  } catch (error) {
    throw new CourseError(
      'host_not_ready',
      'This kernel has no zram: frozen sandboxes keep all their memory.',
      'Install the kernel modules of this system (linux-modules-extra on Ubuntu) and run `modprobe zram`, or go on without: sandboxes are paused all the same.',
      { cause: error },
    );
  }
}

async function removeDevice(index: number): Promise<void> {
  await runToEnd('swapoff', [`/dev/zram${index}`]);
  await writeFile('/sys/class/zram-control/hot_remove', String(index)).catch(() => undefined);
}
