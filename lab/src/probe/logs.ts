import { z } from 'zod';
import { formatRef, podObject, type PodRef } from '../language/reference.ts';
import { structOf } from '../schema/kinds.ts';
import { Flag, PodText } from './attribute-values.ts';
import type { ProbeKind } from './probe-kind.ts';
import { collectionOfPod } from './watched.ts';

/** What a container wrote to its log. */
export interface LogsProbe {
  readonly kind: 'logs';
  readonly pod: PodRef;
  readonly container?: string;
  readonly previous: boolean;
  /** Only lines that hold this text are read. */
  readonly containing?: string;
}

const attributes = {
  logs: PodText,
  container: z.string().optional(),
  previous: Flag,
  containing: z
    .string()
    .regex(/^[^\r\n]+$/)
    .optional(),
};

export const logs = {
  attributes,
  examples: {
    logs: 'logs="mem-example/memory-demo"',
    previous: 'previous, without a value',
    containing: 'containing="connected to {{token}}", a text that the wanted lines hold, without a line break',
  },
  toProbe: ({ logs: pod, previous, container, containing }): LogsProbe => ({
    kind: 'logs',
    pod,
    previous: previous === true,
    ...(container !== undefined && { container }),
    ...(containing !== undefined && { containing }),
  }),
  variables: () => ({ self: structOf('v1', 'Pod') ?? 'any', lines: '[]string', log: 'string' }),
  subject: ({ pod }) => formatRef(podObject(pod)),
  watches: ({ pod }) => [collectionOfPod(pod)],
  object: ({ pod }) => (pod.name === undefined ? undefined : podObject(pod)),
} as const satisfies ProbeKind<LogsProbe, typeof attributes>;
