import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demandDocker } from '@drydock/host';
import { z } from 'zod';
import type { Cancellable } from '../../../driver.ts';
import { isThere } from '../../../is-there.ts';

/** The control group that counts the memory of one container. */
export interface MemoryCgroup {
  readonly version: 1 | 2;
  readonly directory: string;
}

const Inspection = z.object({ Id: z.string(), State: z.object({ Pid: z.number() }) });

/** Finds the memory cgroup of a container on this host; undefined when it does not run, or runs where this process does not see it. */
export async function memoryCgroupOf(container: string, options: Cancellable = {}): Promise<MemoryCgroup | undefined> {
  const command = ['docker', 'inspect', container];
  const read = await demandDocker({ command, method: 'GET', path: `/containers/${container}/json` }, options);
  const { Id, State } = Inspection.parse(read);
  return State.Pid > 0 ? findCgroup(Id, State.Pid) : undefined;
}

/** Reads where the process of a container is counted; the container's own group is the part of the path that names it. */
export async function findCgroup(container: string, pid: number, root = '/'): Promise<MemoryCgroup | undefined> {
  const lines = await readFile(join(root, `proc/${pid}/cgroup`), 'utf8').catch(() => '');
  for (const line of lines.split('\n')) {
    const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/u.exec(line) ?? [];
    const version = controllers === '' ? 2 : controllers.split(',').includes('memory') ? 1 : undefined;
    const names = path.split('/');
    const own = names.findIndex((name) => name.includes(container));
    if (version === undefined || own < 0) continue;
    const base = version === 1 ? 'sys/fs/cgroup/memory' : 'sys/fs/cgroup';
    const directory = join(root, base, ...names.slice(0, own + 1));
    const file = join(directory, version === 1 ? 'memory.force_empty' : 'memory.reclaim');
    if (await isThere(file)) return { version, directory };
  }
  return undefined;
}

/** The group and all below it, the upper ones first. Groups that go away meanwhile are left out. */
export async function withDescendants(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => withDescendants(join(directory, name)));
  return [directory, ...(await Promise.all(below)).flat()];
}
