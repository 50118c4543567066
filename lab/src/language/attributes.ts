import { z } from 'zod';
import { parseDurationMs } from './duration.ts';
import type { Probe } from '../lab.ts';
import { parseCollectionRef, parseObjectRef, parsePodRef } from './reference.ts';

/** What an attribute looks like when it is right: the advice of every finding about it, and of editors. */
export const examples: Readonly<Record<string, string>> = {
  id: 'id="memory-request": small letters, digits and hyphens',
  title: 'title="The request is 100 MiB"',
  expected: 'expected="requests.memory is 100Mi"',
  that: `that="self.status.phase == 'Running'"`,
  never: 'never="self.status.availableReplicas < 3", beside that="…"',
  actual: 'actual="self.status.phase"',
  with: 'with={{ pv: "v1/PersistentVolume task-pv-volume", page: "node /mnt/data/index.html" }}',
  within: 'within="120s"',
  hold: 'hold="30s"',
  since: 'since="start", since="setup" or since="any"',
  once: 'once, without a value',
  needs: 'needs="metrics" or needs=">=1.28"',
  points: 'points={2}',
  resource: 'resource="v1/Pod mem-example/memory-demo" or resource="v1/PersistentVolume task-pv-volume"',
  absent: 'absent, without a value',
  list: 'list="v1/Pod lab-web app=web"',
  event: 'event="v1/Pod lab-web/web-1"',
  reason: 'reason="Unhealthy"',
  source: 'source="kubelet"',
  http: 'http="pod default/web" or http="service default/web" or http="pod default app=web" or http="nodeport default/web"',
  port: 'port={8080}',
  path: 'path="/index.html"',
  headers: 'headers={{ "X-Course": "{{token}}" }}',
  repeat: 'repeat={30}, at most 100',
  mark: 'mark="/mnt/data/index.html"',
  exec: 'exec="mem-example/memory-demo"',
  argv: 'argv={["cat", "/etc/hostname"]}',
  container: 'container="web"',
  act: 'act, without a value',
  code: 'code="replaced", the name of an export of checks.ts, with of="apps/v1/Deployment lab-web/web"',
  of: 'of="apps/v1/Deployment lab-web/web"',
  logs: 'logs="mem-example/memory-demo"',
  previous: 'previous, without a value',
  containing: 'containing="connected to {{token}}", a text that the wanted lines hold, without a line break',
  metrics: 'metrics="mem-example/memory-demo"',
  registry: 'registry="student/app-{{token}}"',
  node: 'node="/mnt/data/index.html" or node={["stat", "/mnt/data"]}',
  on: 'on="worker2", with node= or http="nodeport …"',
};

/** What to write instead of a value that is wrong: the value mended where that is plain, an example otherwise. */
export function adviceFor(key: string, value: unknown): string {
  const tight = typeof value === 'string' ? value.replace(/\s/g, '') : '';
  if ((key === 'within' || key === 'hold') && parseDurationMs(tight) !== undefined) return `${key}="${tight}"`;
  return examples[key] ?? 'it differently';
}

const read = <T>(parse: (text: string) => T | undefined) =>
  z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `«${text}» cannot be read` });
    return z.NEVER;
  });

const Flag = z.literal(true).optional();
const ObjectText = read(parseObjectRef);
const PodText = read(parsePodRef);
const Argv = z.array(z.string()).min(1).max(32);
const AbsolutePath = z.string().regex(/^\/[^\0\n]*$/);
export const Name = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/);
const Duration = read(parseDurationMs);
const Repository = z.string().regex(/^[a-z0-9{][a-zA-Z0-9/._{}-]*$/);
const Variable = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const HttpTarget = read((text) => {
  const [, word, rest] = /^(pod|service|nodeport) (.+)$/.exec(text) ?? [];
  const pod = parsePodRef(rest ?? '');
  const target = (['pod', 'service', 'nodeport'] as const).find((known) => known === word);
  // A node port is of one Service, and a selector may match several.
  if (pod === undefined || target === undefined || (target === 'nodeport' && pod.name === undefined)) return undefined;
  return { target, pod };
});

/** A further thing to read beside the check's own probe: an object, `list …`, `metrics …`, `registry …` or `node /path`, also `node /path on worker`. */
const WithText = read((text): Probe | undefined => {
  const [, word, rest = ''] = /^(list|node|metrics|registry) (.+)$/.exec(text) ?? [];
  if (word === 'node') {
    const [, file, node] = /^(\/.*?)(?: on (\S+))?$/.exec(rest) ?? [];
    return file === undefined ? undefined : { kind: 'node', file, ...(node !== undefined && { node }) };
  }
  if (word === 'list') {
    const of = parseCollectionRef(rest);
    return of && { kind: 'list', of };
  }
  if (word === 'registry')
    return Repository.safeParse(rest).success ? { kind: 'registry', repository: rest } : undefined;
  if (word === 'metrics') {
    const pod = parsePodRef(rest);
    return pod && { kind: 'metrics', pod };
  }
  const ref = parseObjectRef(text);
  return ref && { kind: 'resource', ref, absent: false };
});

const common = {
  id: Name,
  title: z.string().min(1),
  expected: z.string().min(1),
  that: z.string().min(1).optional(),
  never: z.string().min(1).optional(),
  actual: z.string().min(1).optional(),
  with: z.record(Variable, WithText).default({}),
  within: Duration.default(0),
  hold: Duration.default(0),
  since: z.enum(['start', 'setup', 'any']).optional(),
  once: Flag,
  needs: read((text) => {
    const needs = text.split(' ');
    return needs.every((need) => /^(metrics|>=1\.\d+)$/.test(need)) ? needs : undefined;
  }).default([]),
};

const { that: _that, never: _never, actual: _actual, with: _with, ...withoutExpressions } = common;

/** How long one look inside the cluster may take: a command in a container or on a node, or code that does not act. */
export const lookLimitMs = 8000;
/** How long code that acts may take when its `within` does not say. */
const actLimitMs = 60_000;

/** The attributes of `<Check>` by the probe it names; nothing else is allowed beside them. */
export const probes = {
  resource: z.strictObject({ ...common, resource: ObjectText, absent: Flag }),
  list: z.strictObject({ ...common, list: read(parseCollectionRef) }),
  event: z.strictObject({
    ...common,
    event: ObjectText,
    reason: read((text) => (/^[A-Za-z]+( [A-Za-z]+)*$/.test(text) ? text.split(' ') : undefined)),
    source: z.string().optional(),
  }),
  http: z
    .strictObject({
      ...common,
      http: HttpTarget,
      port: z.int().min(1).max(65535),
      path: AbsolutePath.default('/'),
      headers: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/), z.string()).default({}),
      repeat: z.int().min(1).max(100).default(1),
      mark: AbsolutePath.optional(),
      on: z.string().optional(),
    })
    .refine(({ http, on }) => on === undefined || http.target === 'nodeport', { path: ['on'] }),
  exec: z.strictObject({ ...common, exec: PodText, argv: Argv, container: z.string().optional(), act: Flag }),
  logs: z.strictObject({
    ...common,
    logs: PodText,
    container: z.string().optional(),
    previous: Flag,
    containing: z
      .string()
      .regex(/^[^\r\n]+$/)
      .optional(),
  }),
  metrics: z.strictObject({ ...common, metrics: PodText }),
  // The code says itself what it reads, when it passes and what it saw.
  code: z.strictObject({
    ...withoutExpressions,
    code: z.string().regex(/^[a-zA-Z][A-Za-z0-9]*$/),
    of: ObjectText,
    act: Flag,
  }),
  registry: z.strictObject({ ...common, registry: Repository }),
  node: z.strictObject({ ...common, node: z.union([AbsolutePath, Argv]), on: z.string().optional() }),
} as const;

export type ProbeName = keyof typeof probes;
type Attributes = { [K in ProbeName]: z.infer<(typeof probes)[K]> };

/** The probe that attributes describe. */
export const probeOf: { readonly [K in ProbeName]: (attributes: Attributes[K]) => Probe } = {
  resource: ({ resource, absent }) => ({ kind: 'resource', ref: resource, absent: absent === true }),
  list: ({ list }) => ({ kind: 'list', of: list }),
  event: ({ event, reason, source }) => ({
    kind: 'event',
    ref: event,
    reasons: reason,
    ...(source !== undefined && { source }),
  }),
  http: ({ http, port, path, headers, repeat, mark, on }) => ({
    kind: 'http',
    ...http,
    port,
    path,
    headers,
    repeat,
    ...(mark !== undefined && { mark }),
    ...(on !== undefined && { node: on }),
  }),
  exec: ({ exec, argv, container, act }) => ({
    kind: 'exec',
    pod: exec,
    argv,
    isAct: act === true,
    ...(container !== undefined && { container }),
  }),
  logs: ({ logs, container, previous, containing }) => ({
    kind: 'logs',
    pod: logs,
    previous: previous === true,
    ...(container !== undefined && { container }),
    ...(containing !== undefined && { containing }),
  }),
  metrics: ({ metrics }) => ({ kind: 'metrics', pod: metrics }),
  code: ({ code, of, act, within }) => ({
    kind: 'code',
    name: code,
    ref: of,
    isAct: act === true,
    limitMs: act === true ? within || actLimitMs : lookLimitMs,
  }),
  registry: ({ registry }) => ({ kind: 'registry', repository: registry }),
  node: ({ node, on }) => ({
    kind: 'node',
    ...(typeof node === 'string' ? { file: node } : { argv: node }),
    ...(on !== undefined && { node: on }),
  }),
};

/** The attributes of `<Task>`. */
export const TaskAttributes = z.strictObject({ id: Name, points: z.int().min(1).max(100), title: z.string().min(1) });

/** The attributes a translation repeats or translates; every other one stays in the source language. */
export const translatedAttributes: Readonly<Record<string, readonly string[]>> = {
  Task: ['id', 'title'],
  Check: ['id', 'title', 'expected'],
  Hint: [],
  Solution: [],
};

/** Attributes that a translation may have too: `actual` where its expression has words of the author's. */
export const wordsInTranslation: Readonly<Record<string, readonly string[]>> = { Check: ['actual'] };

/** What a probe is told, without what a check is told beside it. */
export type ProbeInput = {
  [Name in Exclude<ProbeName, 'code'>]: Omit<z.input<(typeof probes)[Name]>, keyof typeof common>;
}[Exclude<ProbeName, 'code'>];

/** What may be written in a `<Check>` and in a `<Task>`: for editors, see labs/components.d.ts. */
export type CheckInput = { [Name in ProbeName]: z.input<(typeof probes)[Name]> }[ProbeName];
export type TaskInput = z.input<typeof TaskAttributes>;
