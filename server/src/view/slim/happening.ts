import type { ViewHappening } from '@drydock/model';
import { z } from 'zod';
import { brief } from './brief.ts';
import { commonOf, type Slimmer } from './identity.ts';

const Shape = z.object({
  involvedObject: z.object({
    kind: z.string().nullish(),
    name: z.string().nullish(),
    namespace: z.string().nullish(),
    uid: z.string().nullish(),
    fieldPath: z.string().nullish(),
  }),
  type: z.string().nullish(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
  count: z.number().nullish(),
  firstTimestamp: z.string().nullish(),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
  series: z.object({ count: z.number().nullish(), lastObservedTime: z.string().nullish() }).nullish(),
});

/** An Event, of the old or the new way of writing one. */
export const slimHappening: Slimmer = (object): ViewHappening => {
  const shape = Shape.parse(object);
  const { involvedObject: about, series } = shape;
  const common = commonOf(object);
  const firstAt = shape.firstTimestamp ?? shape.eventTime ?? common.createdAt;
  return {
    kind: 'Event',
    ...common,
    about: {
      kind: about.kind ?? '',
      name: about.name ?? '',
      namespace: about.namespace ?? null,
      uid: about.uid ?? null,
      container: /^spec\.(?:initContainers|containers)\{(.+)\}$/.exec(about.fieldPath ?? '')?.[1] ?? null,
    },
    isWarning: shape.type === 'Warning',
    reason: shape.reason ?? '',
    message: brief(shape.message, 600) ?? '',
    count: series?.count ?? shape.count ?? 1,
    firstAt,
    at: series?.lastObservedTime ?? shape.lastTimestamp ?? firstAt,
  };
};
