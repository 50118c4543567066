import type { ViewNode } from '@drydock/model';
import { z } from 'zod';
import { amountsOf, Quantities } from './amounts.ts';
import { commonOf, type Slimmer } from './identity.ts';

const Shape = z.object({
  spec: z.object({ unschedulable: z.boolean().nullish() }).nullish(),
  status: z
    .object({
      allocatable: Quantities,
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).nullish(),
    })
    .nullish(),
});

/** A node: whether it is ready, and what it has for Pods. */
export const slimNode: Slimmer = (object): ViewNode => {
  const { spec, status } = Shape.parse(object);
  return {
    kind: 'Node',
    ...commonOf(object),
    isReady: (status?.conditions ?? []).some((each) => each.type === 'Ready' && each.status === 'True'),
    isCordoned: spec?.unschedulable === true,
    allocatable: amountsOf(status?.allocatable),
  };
};
