import { formatRef, parsePodRef, podObject, type PodRef } from '../language/reference.ts';
import { structOf } from '../schema/kinds.ts';
import { PodText } from './attribute-values.ts';
import type { ProbeKind } from './probe-kind.ts';
import { collectionOfPod } from './watched.ts';

/** What metrics-server measured of a Pod. */
export interface MetricsProbe {
  readonly kind: 'metrics';
  readonly pod: PodRef;
}

const attributes = { metrics: PodText };

export const metrics = {
  attributes,
  examples: { metrics: 'metrics="mem-example/memory-demo"' },
  toProbe: (values): MetricsProbe => ({ kind: 'metrics', pod: values.metrics }),
  fromWith: {
    word: 'metrics',
    read: (text) => {
      const pod = parsePodRef(text);
      return pod && { kind: 'metrics', pod };
    },
  },
  variables: () => ({ self: structOf('v1', 'Pod') ?? 'any', usage: 'usage', containers: '[]container' }),
  structs: {
    container: { name: 'string', usage: '{}quantity' },
    usage: { memory: 'Quantity', cpu: 'Quantity' },
  },
  bound: 'self',
  subject: ({ pod }) => formatRef(podObject(pod)),
  watches: ({ pod }) => [collectionOfPod(pod)],
  isMeasured: true,
  object: ({ pod }) => (pod.name === undefined ? undefined : podObject(pod)),
} as const satisfies ProbeKind<MetricsProbe, typeof attributes>;
