import { writeFile } from 'node:fs/promises';
import type { HostRequirements } from '@drydock/sandbox';
import { mountHierarchies } from './cgroups.ts';
import { addCompressedSwap } from './compressed-swap.ts';
import type { HostFacts } from './facts.ts';
import type { SetupPlan } from '../plan.ts';

/** Changes what only root may and a reboot undoes: inotify limits, hierarchies of control groups, and compressed swap for a deep freeze. What it cannot change is left as it is: doctor names it. */
export async function fixLimits(
  facts: HostFacts,
  plan: Pick<SetupPlan, 'raisesInotify' | 'addsSwap'>,
  requirements: HostRequirements,
  signal?: AbortSignal,
): Promise<void> {
  if (!facts.isRoot) return;
  await mountHierarchies(facts.cgroup.unmounted, signal);
  if (plan.raisesInotify) await raiseInotify(facts, requirements);
  if (plan.addsSwap) await addCompressedSwap(facts.memoryBytes, signal).catch(() => undefined);
}

async function raiseInotify(facts: HostFacts, { inotify }: HostRequirements): Promise<void> {
  const limits = { max_user_instances: inotify.instances.enough, max_user_watches: inotify.watches.enough };
  const now = { max_user_instances: facts.inotify.instances, max_user_watches: facts.inotify.watches };
  for (const name of ['max_user_instances', 'max_user_watches'] as const) {
    if (now[name] < limits[name])
      await writeFile(`/proc/sys/fs/inotify/${name}`, `${limits[name]}\n`).catch(() => undefined);
  }
}
