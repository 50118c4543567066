import { z } from 'zod';
import { Duration, Flag, read } from '../../probe/attribute-values.ts';
import { type Probe, probeKinds, type ProbeName } from '../../probe/kinds.ts';
import type { ProbeKind } from '../../probe/probe-kind.ts';
import { parseDurationMs } from '../duration.ts';

const kinds: readonly ProbeKind<Probe>[] = Object.values(probeKinds);

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
  ...Object.assign({}, ...kinds.map((kind) => kind.examples)),
};

/** What to write instead of a wrong value: the corrected value where that is clear, an example otherwise. */
export function adviceFor(key: string, value: unknown): string {
  const tight = typeof value === 'string' ? value.replace(/\s/g, '') : '';
  if ((key === 'within' || key === 'hold') && parseDurationMs(tight) !== undefined) return `${key}="${tight}"`;
  return examples[key] ?? 'it differently';
}

export const Name = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/);
const Variable = z.string().regex(/^[a-z][A-Za-z0-9]*$/);

/** A further thing to read beside the check's own probe, by its word: `list …`, `node /path`; without one, an object. */
const WithText = read((text): Probe | undefined => {
  const [, word, rest = ''] = /^(\w+) (.+)$/.exec(text) ?? [];
  const kind = kinds.find(({ fromWith }) => fromWith?.word !== undefined && fromWith.word === word);
  if (kind) return kind.fromWith?.read(rest);
  return probeKinds.resource.fromWith.read(text);
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

type Common = z.ZodObject<typeof common, z.core.$strict>;
type CommonOfCode = z.ZodObject<typeof withoutExpressions, z.core.$strict>;
type SchemaOf<K extends { readonly attributes: z.core.$ZodLooseShape }> = z.ZodObject<
  (K extends { readonly judgesItself: true } ? CommonOfCode['shape'] : Common['shape']) & K['attributes'],
  z.core.$strict
>;

/** What every probe has beside its own attributes; code has no expressions. */
export type CommonValues = z.infer<CommonOfCode> & Partial<z.infer<Common>> & { readonly within: number };

function schemaOf({ attributes, judgesItself, rule }: ProbeKind): z.ZodType {
  const schema = z.strictObject({ ...(judgesItself ? withoutExpressions : common), ...attributes });
  return rule ? schema.refine((values) => rule.isMet(values), { path: [rule.attribute] }) : schema;
}

/** The attributes of `<Check>` by the probe it names; nothing else is allowed beside them. */
export const probes = Object.fromEntries(
  Object.entries(probeKinds).map(([name, kind]) => [name, schemaOf(kind)]),
) as unknown as { readonly [K in ProbeName]: SchemaOf<(typeof probeKinds)[K]> };

/** The attributes that every `<Task>` has. */
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

/** The attributes of a probe, without those of its check. */
export type ProbeInput = {
  [Name in Exclude<ProbeName, 'code'>]: Omit<z.input<(typeof probes)[Name]>, keyof typeof common>;
}[Exclude<ProbeName, 'code'>];

/** What may be written in a `<Check>`: for editors, see labs/components.d.ts. */
export type CheckInput = { [Name in ProbeName]: z.input<(typeof probes)[Name]> }[ProbeName];
