import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cancellable } from '../../../driver.ts';
import { isThere } from '../../../is-there.ts';
import { keyDirectory, type DockerSettings } from '../settings.ts';
import { memoryCgroupOf } from './cgroup.ts';
import { forbidSwap, pushOut } from './reclaim.ts';

/** A container, by its name. */
interface Container {
  readonly name: string;
}

/** Pushes the memory of paused containers into swap, one after the other. A killed process leaves a mark, and `repair` finds it. */
export async function sink(
  settings: DockerSettings,
  id: string,
  paused: readonly Container[],
  options: Cancellable,
): Promise<void> {
  await writeFile(mark(settings, id), '', { mode: 0o600 });
  try {
    for (const { name } of paused) {
      const cgroup = await memoryCgroupOf(name, options);
      if (cgroup) await pushOut(cgroup, options);
    }
  } finally {
    await rm(mark(settings, id), { force: true });
  }
}

/** Forbids swap again where a killed process was pushing memory out. */
export async function repair(settings: DockerSettings, id: string, parts: readonly Container[]): Promise<void> {
  if (!(await isThere(mark(settings, id)))) return;
  await keepFromSwap(parts.map(({ name }) => name));
  await rm(mark(settings, id), { force: true });
}

/** Has nothing in these containers swap. Does nothing where this process may not decide that. */
export async function keepFromSwap(containers: readonly string[]): Promise<void> {
  for (const container of containers) {
    const cgroup = await memoryCgroupOf(container);
    if (cgroup) await forbidSwap(cgroup);
  }
}

function mark(settings: DockerSettings, id: string): string {
  return join(keyDirectory(settings, id), 'sinking');
}
