import { z } from 'zod';
import type { KeptNode } from '../record.ts';
import type { LentCluster } from './open.ts';

const Taint = z.looseObject({ key: z.string() });
const Node = z.object({
  metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
  spec: z.object({ unschedulable: z.boolean().default(false), taints: z.array(Taint).default([]) }),
});
const Nodes = z.object({ items: z.array(Node) });

/** Returns what a student can change of the nodes, as it is now. */
export async function readNodes({ ask }: LentCluster): Promise<readonly KeptNode[]> {
  const { items } = Nodes.parse((await ask('/api/v1/nodes')).body);
  return items.map(({ metadata: { name, labels }, spec: { taints, unschedulable } }) => ({
    name,
    labels,
    taints: taints.filter(isLasting),
    isUnschedulable: unschedulable,
  }));
}

/** Puts back labels, taints and cordons of the nodes that are still there. */
export async function restoreNodes(lent: LentCluster, kept: readonly KeptNode[]): Promise<void> {
  const now = Nodes.parse((await lent.ask('/api/v1/nodes')).body).items;
  for (const { metadata, spec } of now) {
    const was = kept.find(({ name }) => name === metadata.name);
    if (!was) continue;
    const added = Object.keys(metadata.labels).filter((key) => was.labels[key] === undefined);
    const lost = Object.entries(was.labels).filter(([key, value]) => metadata.labels[key] !== value);
    const areTaintsChanged = JSON.stringify(spec.taints.filter(isLasting)) !== JSON.stringify(was.taints);
    const isCordonChanged = spec.unschedulable !== was.isUnschedulable;
    if (added.length + lost.length === 0 && !areTaintsChanged && !isCordonChanged) continue;
    const labels = Object.fromEntries([...added.map((key) => [key, null] as const), ...lost]);
    const taints = [...was.taints, ...spec.taints.filter((taint) => !isLasting(taint))];
    const body = { metadata: { labels }, spec: { taints, unschedulable: was.isUnschedulable } };
    await lent.ask(`/api/v1/nodes/${metadata.name}`, { method: 'PATCH', body, may: [404] });
  }
}

/** Whether a taint stays until somebody takes it away; the node controller has its own. */
function isLasting({ key }: { readonly key: string }): boolean {
  return !key.startsWith('node.kubernetes.io/');
}
