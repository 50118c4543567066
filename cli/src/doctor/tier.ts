import type { Tier } from '@drydock/sandbox';

/** Says whom this server is for, and what that cannot promise. */
export function drawTier(tier: Tier): string {
  return tier === 1
    ? 'Tier 1: a student is root on the nodes of a cluster, and can become root on this machine. For a class that shares it: --tier 2 (DRYDOCK_TIER=2).'
    : `Tier 2: students share this machine, and nobody is root on a node. What that cannot promise: all sandboxes run on this machine's kernel, so a hole in it leads here; they share its disk and its
  inotify limits, so one student can hold up the others. Keep the kernel up to date and nothing else on this machine; strangers need a virtual machine each. SECURITY.md has the whole list.`;
}
