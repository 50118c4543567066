import { parameterName, SandboxProfile } from '@drydock/model';
import { type Document, LineCounter, isMap, isNode, isScalar, parseDocument } from 'yaml';
import { z } from 'zod';
import { ParameterKind, ResetKind } from '../lab.ts';
import type { Place, Report } from '../problem.ts';
import { parseNodePath, whyKept } from './node-paths.ts';
import { parseObjectRef } from './reference.ts';
import { suggest } from '../lint/suggest.ts';
import { yamlFlaws } from '../catalogue/yaml-errors.ts';

/** A repository and a tag: `lazy:v1`, `student/web-{{token}}:v2`. */
const ImageName = z.string().regex(/^(?:[a-z0-9._/-]|\{\{\w+\}\})+:[\w.-]+$/);

/** A path of a node that reset may remove. */
const RemovablePath = z.string().transform((text, context) => {
  const found = parseNodePath(text);
  const why = found ? whyKept(found) : `«${text}» cannot be read`;
  if (found && why === undefined) return found;
  context.addIssue({ code: 'custom', message: why ?? '' });
  return z.NEVER;
});

const ObjectText = z.string().transform((text, context) => {
  const ref = parseObjectRef(text);
  if (ref !== undefined) return ref;
  context.addIssue({ code: 'custom', message: `«${text}» cannot be read` });
  return z.NEVER;
});

/** The head of `lab.mdx`. */
export const LabFrontmatter = z.strictObject({
  title: z.string().min(1),
  lesson: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
  minutes: z.int().positive().max(240),
  profile: SandboxProfile.default('one-node'),
  nodeShell: z.union([z.boolean(), z.literal('folders')]).default(false),
  root: z.boolean().default(false),
  registry: z
    .union([
      z.boolean(),
      z.strictObject({
        access: z.enum(['account', 'anonymous']).default('account'),
        images: z.record(ImageName, z.string().regex(/^course\.local\/[a-z0-9-]+:[\w.-]+$/)).default({}),
      }),
    ])
    .default(false),
  reset: ResetKind.default('in-place'),
  alone: z.boolean().default(false),
  parameters: z.record(z.string().regex(parameterName), ParameterKind).default({}),
  objectives: z.array(z.string().min(1)).min(1),
  cleanup: z
    .strictObject({
      objects: z.array(ObjectText).default([]),
      files: z.array(RemovablePath).default([]),
    })
    .default({ objects: [], files: [] }),
  setup: z
    .strictObject({
      remove: z.array(ObjectText).default([]),
      /** Each as the attributes of a `<Check>`; read with them. */
      until: z.array(z.record(z.string(), z.json())).default([]),
    })
    .default({ remove: [], until: [] }),
});
export type LabFrontmatter = z.infer<typeof LabFrontmatter>;

/** The head of a translation: texts only. */
export const TranslatedFrontmatter = z.strictObject({
  title: z.string().min(1),
  objectives: z.array(z.string().min(1)).min(1),
});
export type TranslatedFrontmatter = z.infer<typeof TranslatedFrontmatter>;

const advice: Readonly<Record<string, string>> = {
  title: 'Write title: Stay inside the limit',
  lesson: 'Write lesson: resources/memory, the module and the lesson of content/course.json',
  minutes: 'Write minutes: 15, a whole number up to 240',
  profile: `Write profile: and one of ${SandboxProfile.options.join(', ')}`,
  nodeShell:
    'Write nodeShell: true or nodeShell: false; or nodeShell: folders, where the student needs of a node only /mnt/data and /mnt/data2',
  root: 'Write root: true where the student makes privileged Pods or works in kube-system; otherwise leave it out',
  registry:
    'Write registry: true, and parameters: { token: random8, password: password16 }; or registry: with access: anonymous and images: { "lazy:v1": course.local/nginx:1.26 }',
  reset: `Write reset: new-cluster where no reset can undo what the lab does; otherwise leave it out`,
  alone: 'Write alone: true where the proof measures time or load; otherwise leave it out',
  parameters: `Write parameters: { token: random8 }; kinds are ${ParameterKind.options.join(' and ')}`,
  objectives: 'Write a list with at least one sentence under objectives:',
  cleanup:
    'Write cleanup: with objects: ["v1/PersistentVolume task-pv-volume"] and files: [/mnt/data, /opt/app on worker], paths that no node needs to run',
  setup:
    'Write setup: with remove: [apps/v1/Deployment kube-system/metrics-server] and until: with a list of conditions, such as - { resource: v1/Pod lab/writer, that: self.status.phase == "Succeeded", within: 60s }',
};

/** Returns where the value of a field of the head begins, however deep it is. */
export type PlaceOf = (path: readonly (string | number)[]) => Place;

/** Splits a page into its head, read by a schema, and its body with the head blanked out so that every place stays true. */
export function readFrontmatter<T>(
  source: string,
  schema: z.ZodType<T>,
  report: Report,
): { data: T | undefined; body: string; placeOf: PlaceOf } {
  const [head] = /^---\n[^]*?\n---(?=\n|$)/.exec(source) ?? [];
  if (head === undefined) {
    report({ line: 1, column: 1 }, 'The page has no frontmatter.', 'Begin it with ---, the fields and --- again.');
    return { data: undefined, body: source, placeOf: () => ({ line: 1, column: 1 }) };
  }
  const body = head.replaceAll(/[^\n]/g, ' ') + source.slice(head.length);
  const lines = new LineCounter();
  const document = parseDocument(head.slice(4, -4), { lineCounter: lines });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + 1, column: col };
  };
  const placeOf: PlaceOf = (path) => {
    const node: unknown = document.getIn(path, true);
    return place((isNode(node) ? node.range?.[0] : undefined) ?? 0);
  };
  for (const { offset, what, fix } of yamlFlaws(document.errors))
    report(place(offset), `The frontmatter is not YAML: ${what}.`, fix);
  if (document.errors.length > 0) return { data: undefined, body, placeOf };
  const result = schema.safeParse(document.toJS());
  if (result.success) return { data: result.data, body, placeOf };
  const known = Object.keys(advice);
  const misspelt = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys.map((key) => suggest(key, known)) : [],
  );
  for (const issue of result.error.issues) {
    for (const key of issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')]) {
      const at = isMap(document.contents)
        ? document.contents.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined;
      const offset = isScalar(at?.key) ? (at.key.range?.[0] ?? 0) : 0;
      const nearest = suggest(key, known);
      if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
        report(
          place(offset),
          `The frontmatter has an unknown field ${key}.`,
          nearest ? `Did you mean ${nearest}?` : `Known fields: ${known.join(', ')}.`,
        );
      } else if (issue.code === 'invalid_type' && !at) {
        // A misspelt field is one mistake, not two.
        if (misspelt.includes(key)) continue;
        report(
          { line: 1, column: 1 },
          `The frontmatter lacks ${key}.`,
          `${advice[key] ?? `Write ${key}: and a text behind it`}.`,
        );
      } else {
        const top = String(issue.path[0] ?? key);
        report(
          place(offsetIn(document, issue) ?? offset),
          `Field ${issue.path.join('.') || key} is wrong: ${issue.message}.`,
          `${advice[top] ?? `Write ${top}: and a text behind it`}.`,
        );
      }
    }
  }
  return { data: undefined, body, placeOf };
}

/** Where a field of the head begins. */
export function placeOfField(source: string, field: string): Place {
  const line = source.split('\n').findIndex((text) => text.startsWith(`${field}:`));
  return { line: Math.max(1, line + 1), column: 1 };
}

/** Where the wrong value begins, or the key that is not known, however deep it is. */
function offsetIn(document: Document, issue: z.core.$ZodIssue): number | undefined {
  const node: unknown = document.getIn(issue.path, true);
  const unknown =
    issue.code === 'unrecognized_keys' && isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && issue.keys.includes(String(key.value)))?.key
      : undefined;
  const found = unknown ?? node;
  return isNode(found) ? found.range?.[0] : undefined;
}
