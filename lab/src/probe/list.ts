import type { CollectionRef } from '@drydock/model';
import { parseCollectionRef } from '../language/reference.ts';
import { structOf } from '../schema/kinds.ts';
import { read } from './attribute-values.ts';
import type { ProbeKind } from './probe-kind.ts';

/** Every object of a kind, by namespace and labels. */
export interface ListProbe {
  readonly kind: 'list';
  readonly of: CollectionRef;
}

const attributes = { list: read(parseCollectionRef) };

export const list = {
  attributes,
  examples: { list: 'list="v1/Pod lab-web app=web"' },
  toProbe: (values): ListProbe => ({ kind: 'list', of: values.list }),
  fromWith: {
    word: 'list',
    read: (text) => {
      const of = parseCollectionRef(text);
      return of && { kind: 'list', of };
    },
  },
  variables: ({ of }) => ({ items: `[]${structOf(of.apiVersion, of.kind) ?? 'any'}` }),
  bound: 'items',
  subject: ({ of }) => `${of.kind} ${of.namespace ?? ''}`.trim(),
  watches: ({ of }) => [of],
  isWatched: true,
  collection: ({ of }) => of,
  kinds: ({ of }) => ({ attribute: 'list', ...of }),
} as const satisfies ProbeKind<ListProbe, typeof attributes>;
