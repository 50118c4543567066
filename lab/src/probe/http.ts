import { z } from 'zod';
import { formatRef, parsePodRef, podObject, type PodRef } from '../language/reference.ts';
import { structOf } from '../schema/kinds.ts';
import { AbsolutePath, read } from './attribute-values.ts';
import type { ProbeKind } from './probe-kind.ts';
import { collectionOfPod } from './watched.ts';

/** The response of a Pod, a Service or a node port. */
export interface HttpProbe {
  readonly kind: 'http';
  /** A node port is the Service's for `port`, on the node's own address. */
  readonly target: 'pod' | 'service' | 'nodeport';
  /** The node whose port is asked, for a node port. */
  readonly node?: string;
  readonly pod: PodRef;
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How often the request is sent: alone at first, and the rest only where that was answered. */
  readonly repeat: number;
  /** A file on the node that carries one more line, drawn for each look, while the request runs. */
  readonly mark?: string;
}

const HttpTarget = read((text) => {
  const [, word, rest] = /^(pod|service|nodeport) (.+)$/.exec(text) ?? [];
  const pod = parsePodRef(rest ?? '');
  const target = (['pod', 'service', 'nodeport'] as const).find((known) => known === word);
  // A node port is of one Service, and a selector may match several.
  if (pod === undefined || target === undefined || (target === 'nodeport' && pod.name === undefined)) return undefined;
  return { target, pod };
});

const attributes = {
  http: HttpTarget,
  port: z.int().min(1).max(65535),
  path: AbsolutePath.default('/'),
  headers: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/), z.string()).default({}),
  repeat: z.int().min(1).max(100).default(1),
  mark: AbsolutePath.optional(),
  on: z.string().optional(),
};

const kindAsked = ({ target }: HttpProbe): 'Pod' | 'Service' => (target === 'pod' ? 'Pod' : 'Service');

export const http = {
  attributes,
  rule: { isMet: (values) => values.on === undefined || values.http.target === 'nodeport', attribute: 'on' },
  examples: {
    http: 'http="pod default/web" or http="service default/web" or http="pod default app=web" or http="nodeport default/web"',
    port: 'port={8080}',
    path: 'path="/index.html"',
    headers: 'headers={{ "X-Course": "{{token}}" }}',
    repeat: 'repeat={30}, at most 100',
    mark: 'mark="/mnt/data/index.html"',
    on: 'on="worker2", with node= or http="nodeport …"',
  },
  toProbe: ({ http: target, port, path, headers, repeat, mark, on }): HttpProbe => ({
    kind: 'http',
    ...target,
    port,
    path,
    headers,
    repeat,
    ...(mark !== undefined && { mark }),
    ...(on !== undefined && { node: on }),
  }),
  variables: (probe) => ({
    self: structOf('v1', kindAsked(probe)) ?? 'any',
    response: 'response',
    responses: '[]response',
    mark: 'string',
  }),
  structs: { response: { name: 'string', status: 'int', body: 'string', headers: '{}string' } },
  subject: (probe) => formatRef({ ...podObject(probe.pod), kind: kindAsked(probe) }),
  watches: (probe) => [collectionOfPod(probe.pod, kindAsked(probe))],
  sideEffect: ({ mark }) => (mark === undefined ? undefined : 'marks a file'),
  object: (probe) => (probe.pod.name === undefined ? undefined : { ...podObject(probe.pod), kind: kindAsked(probe) }),
  collection: (probe) => (probe.pod.name === undefined ? collectionOfPod(probe.pod, kindAsked(probe)) : undefined),
} as const satisfies ProbeKind<HttpProbe, typeof attributes>;
