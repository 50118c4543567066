import type { ObjectRef } from '@drydock/model';
import { z } from 'zod';
import { formatRef } from '../language/reference.ts';
import { structOf } from '../schema/kinds.ts';
import { ObjectText, read } from './attribute-values.ts';
import type { ProbeKind } from './probe-kind.ts';
import { collectionOfObject } from './watched.ts';

/** The events of an object, by their reasons and their sender. */
export interface EventProbe {
  readonly kind: 'event';
  readonly ref: ObjectRef;
  readonly reasons: readonly string[];
  readonly source?: string;
}

const attributes = {
  event: ObjectText,
  reason: read((text) => (/^[A-Za-z]+( [A-Za-z]+)*$/.test(text) ? text.split(' ') : undefined)),
  source: z.string().optional(),
};

export const event = {
  attributes,
  examples: { event: 'event="v1/Pod lab-web/web-1"', reason: 'reason="Unhealthy"', source: 'source="kubelet"' },
  toProbe: (values): EventProbe => ({
    kind: 'event',
    ref: values.event,
    reasons: values.reason,
    ...(values.source !== undefined && { source: values.source }),
  }),
  variables: ({ ref }) => ({ self: structOf(ref.apiVersion, ref.kind) ?? 'any', events: '[]event' }),
  structs: {
    event: {
      reason: 'string',
      message: 'string',
      type: 'string',
      name: 'string',
      count: 'int',
      first: 'time',
      last: 'time',
    },
  },
  bound: 'self',
  subject: ({ ref }) => formatRef(ref),
  watches: ({ ref }) => {
    const space = ref.namespace === undefined ? {} : { namespace: ref.namespace };
    return [collectionOfObject(ref), { apiVersion: 'v1', kind: 'Event', ...space }];
  },
  isWatched: true,
  asksPresence: 'events',
  wanted: ({ reasons }) => reasons.join(', '),
  isAboutFirst: true,
  object: ({ ref }) => ref,
  kinds: ({ ref }) => ({ attribute: 'event', ...ref }),
} as const satisfies ProbeKind<EventProbe, typeof attributes>;
