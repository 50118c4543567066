import type { ObjectRef } from '@drydock/model';
import { z } from 'zod';
import { formatRef } from '../language/reference.ts';
import { Flag, lookLimitMs, ObjectText } from './attribute-values.ts';
import type { ProbeKind } from './probe-kind.ts';
import { collectionOfObject } from './watched.ts';

/** A check that the lab's own `checks.ts` makes. */
export interface CodeProbe {
  readonly kind: 'code';
  /** The name under which `checks.ts` exports it. */
  readonly name: string;
  /** What it is about: it runs while this object is there. */
  readonly ref: ObjectRef;
  /** It may use actions, and runs as an exec that acts does. */
  readonly isAct: boolean;
  /** How long it may take. */
  readonly limitMs: number;
  /** The hash of its `checks.ts`: recorded, so that a submission is not judged again by code that has changed. */
  readonly digest?: string;
}

/** How long code that acts may take when its `within` does not say. */
const actLimitMs = 60_000;

const attributes = { code: z.string().regex(/^[a-zA-Z][A-Za-z0-9]*$/), of: ObjectText, act: Flag };

export const code = {
  attributes,
  examples: {
    code: 'code="replaced", the name of an export of checks.ts, with of="apps/v1/Deployment lab-web/web"',
    of: 'of="apps/v1/Deployment lab-web/web"',
    act: 'act, without a value',
  },
  toProbe: ({ code: name, of, act, within }): CodeProbe => ({
    kind: 'code',
    name,
    ref: of,
    isAct: act === true,
    limitMs: act === true ? within || actLimitMs : lookLimitMs,
  }),
  variables: () => ({}),
  subject: ({ ref }) => formatRef(ref),
  watches: ({ ref }) => [collectionOfObject(ref)],
  asksPresence: 'object',
  judgesItself: true,
  isAboutFirst: true,
  actsOn: ({ isAct, ref }) => (isAct ? ref : undefined),
  object: ({ ref }) => ref,
  kinds: ({ ref }) => ({ attribute: 'of', ...ref }),
} as const satisfies ProbeKind<CodeProbe, typeof attributes>;
