import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** What a host lacks for a deep freeze: rights, a memory controller that gives memory back when asked, or compressed swap to put it into. */
export type DeepFreezeLack = 'root' | 'reclaim' | 'swap';

/**
 * Returns what keeps this host from deep-freezing; undefined when it can. Swap counts only where it is compressed in memory (zram, or zswap before a disk): out of a
 * disk, a sandbox would take many seconds to wake.
 */
export function deepFreezeLack(root = '/', isRoot = process.getuid?.() === 0): DeepFreezeLack | undefined {
  if (!isRoot) return 'root';
  if (!canReclaim(root)) return 'reclaim';
  return hasCompressedSwap(root) ? undefined : 'swap';
}

function canReclaim(root: string): boolean {
  const groups = join(root, 'sys/fs/cgroup');
  if (existsSync(join(groups, 'memory/memory.force_empty'))) return true;
  try {
    // The root group of cgroup v2 has no memory.reclaim; every other has, from Linux 5.19 on.
    return readdirSync(groups).some((name) => existsSync(join(groups, name, 'memory.reclaim')));
  } catch {
    return false;
  }
}

function hasCompressedSwap(root: string): boolean {
  const [, ...swaps] = read(join(root, 'proc/swaps')).trim().split('\n');
  if (swaps.some((swap) => /^\/dev\/zram\d+\s/u.test(swap))) return true;
  return swaps.length > 0 && /^[Y1]/u.test(read(join(root, 'sys/module/zswap/parameters/enabled')));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
