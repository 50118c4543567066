import type { ViewNodeUsage, ViewPodUsage } from '@drydock/model';
import { z } from 'zod';
import { amountsOf, Quantities } from './amounts.ts';

const Pods = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), namespace: z.string() }),
      containers: z.array(z.object({ name: z.string(), usage: Quantities })).nullish(),
    }),
  ),
});
const Nodes = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }), usage: Quantities })) });

/** What metrics-server says of Pods. */
export function podUsage(list: unknown): ViewPodUsage[] {
  return Pods.parse(list).items.map(({ metadata: { name, namespace }, containers }) => ({
    kind: 'PodUsage',
    uid: `usage ${namespace}/${name}`,
    name,
    namespace,
    containers: (containers ?? []).map((each) => ({ name: each.name, ...amountsOf(each.usage) })),
  }));
}

/** What metrics-server says of nodes. */
export function nodeUsage(list: unknown): ViewNodeUsage[] {
  return Nodes.parse(list).items.map(({ metadata: { name }, usage }) => ({
    kind: 'NodeUsage',
    uid: `usage ${name}`,
    name,
    namespace: null,
    ...amountsOf(usage),
  }));
}
