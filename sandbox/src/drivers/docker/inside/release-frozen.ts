import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demandDocker } from '@drydock/host';
import { z } from 'zod';
import { withDescendants } from '../deep/cgroup.ts';

const Inspection = z.object({ Id: z.string() });
/** How far below the root Docker makes the groups of containers, in a host of its own or in a container itself. */
const deepest = 4;

/**
 * Has every process go on that was frozen inside a container; returns how many groups that were. Under cgroup v1 the runtime inside a node freezes a Pod for a moment
 * to change its group, and when it is killed in that moment, the Pod stays frozen: no signal reaches it, and Docker cannot end the container. (Under v2 what is frozen can be killed.)
 */
export async function releaseFrozen(container: string): Promise<number> {
  const command = ['docker', 'inspect', container];
  const read = await demandDocker({ command, method: 'GET', path: `/containers/${container}/json` });
  return releaseBelow(Inspection.parse(read).Id);
}

/** As `releaseFrozen`, by the id of the container. Its first process may be dead already and in no group, so the group is found by its name. */
export async function releaseBelow(id: string, root = '/'): Promise<number> {
  const own = await findNamed(join(root, 'sys/fs/cgroup/freezer'), id, deepest);
  if (own === undefined) return 0;
  let released = 0;
  // From the top: what is below a frozen group goes on only with it.
  for (const group of await withDescendants(own)) {
    const file = join(group, 'freezer.state');
    const state = await readFile(file, 'utf8').catch(() => '');
    if (!state.startsWith('FR')) continue;
    try {
      await writeFile(file, 'THAWED');
      released += 1;
    } catch {
      // It has gone meanwhile, or this process may not: what Docker said of the container is thrown then.
    }
  }
  return released;
}

async function findNamed(directory: string, id: string, levels: number): Promise<string | undefined> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const found = below.find((name) => name.includes(id));
  if (found !== undefined || levels === 1) return found && join(directory, found);
  for (const name of below) {
    const deeper = await findNamed(join(directory, name), id, levels - 1);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
