import { z } from 'zod';
import { say } from '../text/say.ts';
import type { ProbeKind } from './probe-kind.ts';

/** What the attempt's private registry answered to requests for a repository. */
export interface RegistryProbe {
  readonly kind: 'registry';
  readonly repository: string;
}

const Repository = z.string().regex(/^[a-z0-9{][a-zA-Z0-9/._{}-]*$/);
const attributes = { registry: Repository };

export const registry = {
  attributes,
  examples: { registry: 'registry="student/app-{{token}}"' },
  toProbe: (values): RegistryProbe => ({ kind: 'registry', repository: values.registry }),
  fromWith: {
    word: 'registry',
    read: (text) => (Repository.safeParse(text).success ? { kind: 'registry', repository: text } : undefined),
  },
  variables: () => ({ requests: '[]request' }),
  structs: { request: { method: 'string', path: 'string', status: 'int', client: 'string' } },
  bound: 'requests',
  subject: ({ repository }) => say((text) => text.repository(repository)),
  label: ({ repository }) => repository,
  watches: () => [],
  nothingYet: ({ repository }, { requests }) =>
    Array.isArray(requests) && requests.length === 0 ? { what: 'request', repository } : undefined,
} as const satisfies ProbeKind<RegistryProbe, typeof attributes>;
