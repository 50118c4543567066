import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aborted, runToEnd } from '@drydock/host';
import type { Cancellable } from '../../../driver.ts';
import { type MemoryCgroup, withDescendants } from './cgroup.ts';

const reclaimTimeoutMs = 60_000;
/** What stays of a sandbox is the kernel's own: asking for more takes CPU and brings nothing. */
const restBytes = 24 * 1024 ** 2;
const rounds = 4;

/**
 * Pushes the memory of a paused container out into swap. While it runs, nothing of it may swap (a Pod above its limit is killed, not slowed), so swap is allowed for the
 * moment of the push only. The push is a process of its own: it takes seconds inside one write, which only a signal ends.
 */
export async function pushOut(cgroup: MemoryCgroup, { signal }: Cancellable = {}): Promise<void> {
  try {
    await allowSwap(cgroup);
    if (cgroup.version === 1) await write(join(cgroup.directory, 'memory.force_empty'), '0', signal);
    else await reclaim(cgroup.directory, signal);
  } finally {
    await forbidSwap(cgroup);
  }
  if (signal?.aborted) throw aborted(['deep', 'freeze'], signal.reason);
}

/** cgroup v2 reclaims as many bytes as it is asked for, or fails after what it could. */
async function reclaim(directory: string, signal: AbortSignal | undefined): Promise<void> {
  for (let round = 0; round < rounds && !signal?.aborted; round++) {
    const bytes = Number(await readFile(join(directory, 'memory.current'), 'utf8'));
    if (!(bytes > restBytes)) return;
    await write(join(directory, 'memory.reclaim'), String(bytes - restBytes), signal);
  }
}

async function write(file: string, value: string, signal: AbortSignal | undefined): Promise<void> {
  const args = ['-n', '19', 'sh', '-c', 'echo "$1" > "$2"', 'sh', value, file];
  await runToEnd('nice', args, { signal, timeoutMs: reclaimTimeoutMs });
}

/** Has nothing in a container that runs swap: where it may, a Pod above its memory limit goes on slowly instead of being killed. */
export async function forbidSwap({ version, directory }: MemoryCgroup): Promise<void> {
  // In cgroup v2 the container's own limit holds for all below it. In v1 each group has its own word, and new ones begin with that of their parent.
  if (version === 2) await set([directory], 'memory.swap.max', '0');
  else await set(await withDescendants(directory), 'memory.swappiness', '0');
}

async function allowSwap({ version, directory }: MemoryCgroup): Promise<void> {
  const all = await withDescendants(directory);
  await (version === 2 ? set(all, 'memory.swap.max', 'max') : set(all, 'memory.swappiness', '100'));
}

/** A group may have gone meanwhile, and a kernel without swap accounting has no such file and makes none. */
async function set(directories: readonly string[], file: string, value: string): Promise<void> {
  await Promise.all(
    directories.map((directory) =>
      writeFile(join(directory, file), value).catch((error: NodeJS.ErrnoException) => {
        if (!['ENOENT', 'ENODEV', 'EACCES', 'EPERM'].includes(error.code ?? '')) throw error;
      }),
    ),
  );
}
