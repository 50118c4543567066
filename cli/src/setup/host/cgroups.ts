import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '@drydock/host';

/** What a host says of its control groups. */
export interface CgroupFacts {
  /** 0 where there are none, or none that a container could have. */
  readonly version: 0 | 1 | 2;
  /** The controllers of a node that this host has. */
  readonly controllers: readonly string[];
  /** The hierarchies of version 1 that this kernel has and nothing has mounted, as `mount` names them: `net_cls,net_prio`. */
  readonly unmounted: readonly string[];
}

const known = ['cpu', 'cpuacct', 'cpuset', 'memory', 'devices', 'freezer', 'blkio', 'pids', 'name=systemd'];

/** Reads the control groups of this host, or of one whose files are below `root`. */
export async function readCgroups(root = '/'): Promise<CgroupFacts> {
  const read = (path: string) => readFile(join(root, path), 'utf8').catch(() => '');
  const unified = await read('sys/fs/cgroup/cgroup.controllers');
  if (unified) return { version: 2, controllers: unified.trim().split(' '), unmounted: [] };
  const mounted = (await read('proc/self/mounts')).split('\n').flatMap((mount) => {
    const [, , type, options] = mount.split(' ');
    return type === 'cgroup' ? (options ?? '').split(',') : [];
  });
  const present = known.filter((name) => mounted.includes(name));
  if (present.length === 0) return { version: 0, controllers: [], unmounted: [] };
  return { version: 1, controllers: present, unmounted: unmountedOf(await read('proc/cgroups'), mounted) };
}

/** Lines of /proc/cgroups: name, hierarchy, number of groups, enabled. Controllers of one hierarchy are mounted together. */
function unmountedOf(table: string, mounted: readonly string[]): string[] {
  const together = new Map<string, string[]>();
  for (const line of table.split('\n')) {
    const [name, hierarchy, , enabled] = line.split(/\s+/);
    if (!name || name.startsWith('#') || enabled !== '1' || mounted.includes(name)) continue;
    const key = hierarchy === undefined || hierarchy === '0' ? name : `hierarchy ${hierarchy}`;
    together.set(key, [...(together.get(key) ?? []), name]);
  }
  return [...together.values()].map((names) => names.join(','));
}

/**
 * Mounts hierarchies of cgroup version 1 on the host, so that each container gets a group of its own in them. Else the first program in
 * the host's groups that mounts one (systemd in a node of minikube) makes it the same for all nodes, and their kubelets remove each other's
 * groups for ever. What cannot be mounted, as in a container, is left.
 */
export async function mountHierarchies(hierarchies: readonly string[], signal?: AbortSignal): Promise<void> {
  for (const options of hierarchies) {
    const folder = `/sys/fs/cgroup/${options}`;
    try {
      await mkdir(folder, { recursive: true });
      await run('mount', ['-t', 'cgroup', '-o', options, 'cgroup', folder], { ...(signal && { signal }) });
    } catch {
      signal?.throwIfAborted();
    }
  }
}
