import type { ObjectRef } from '@drydock/model';
import { formatRef, parseObjectRef } from '../language/reference.ts';
import { structOf } from '../schema/kinds.ts';
import { Flag, ObjectText } from './attribute-values.ts';
import type { ProbeKind } from './probe-kind.ts';
import { collectionOfObject } from './watched.ts';

/** One object by its name, or its absence. */
export interface ResourceProbe {
  readonly kind: 'resource';
  readonly ref: ObjectRef;
  readonly absent: boolean;
}

const attributes = { resource: ObjectText, absent: Flag };

export const resource = {
  attributes,
  examples: {
    resource: 'resource="v1/Pod mem-example/memory-demo" or resource="v1/PersistentVolume task-pv-volume"',
    absent: 'absent, without a value',
  },
  toProbe: (values): ResourceProbe => ({ kind: 'resource', ref: values.resource, absent: values.absent === true }),
  fromWith: {
    read: (text) => {
      const ref = parseObjectRef(text);
      return ref && { kind: 'resource', ref, absent: false };
    },
  },
  variables: ({ ref }) => ({ self: structOf(ref.apiVersion, ref.kind) ?? 'any' }),
  bound: 'self',
  subject: ({ ref }) => formatRef(ref),
  watches: ({ ref }) => [collectionOfObject(ref)],
  isWatched: true,
  asksPresence: 'object',
  isAbsenceWanted: ({ absent }) => absent,
  object: ({ ref }) => ref,
  kinds: ({ ref }) => ({ attribute: 'resource', ...ref }),
} as const satisfies ProbeKind<ResourceProbe, typeof attributes>;
