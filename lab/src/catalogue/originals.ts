import { parseAllDocuments } from 'yaml';
import { kindOf, type Probe } from '../probe/kinds.ts';
import type { SourceLab } from '../language/parse.ts';
import type { Report } from '../problem.ts';
import { probes } from '../language/attributes/attributes.ts';

/**
 * Finds checks that name an object of the set-up but would accept a student's replacement with the same name. `since` states which one is meant.
 * `setup` are the texts of the set-up files.
 */
export function checkOriginals({ elements, tasks }: SourceLab, setup: readonly string[], report: Report): void {
  const made = new Set(setup.flatMap(objectsIn));
  if (made.size === 0) return;
  const placed = new Map(
    elements.flatMap(({ children }) => children).map((element) => [element.attributes.get('id')?.value, element]),
  );
  for (const check of tasks.flatMap((task) => task.checks)) {
    const element = placed.get(check.id);
    const object = objectOf(check.probe);
    if (!element || element.attributes.has('since') || object === undefined || !made.has(object)) continue;
    const attribute = [...element.attributes].find(([name]) => name in probes)?.[1];
    report(
      attribute?.place ?? element.place,
      `${object} is of the set-up, and the check takes any object of that name.`,
      'Write since="setup" for the very one that was set up, or since="any" where a student may put another in its place.',
    );
  }
}

const keyOf = (apiVersion: string, kind: string, namespace: string | undefined, name: string): string =>
  `${apiVersion}/${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

/** The one object by name that a probe is about; none where it must be gone. */
function objectOf(probe: Probe): string | undefined {
  const { object, isAbsenceWanted } = kindOf(probe);
  const ref = object?.(probe);
  if (ref === undefined || ref.name === '*' || isAbsenceWanted?.(probe) === true) return undefined;
  return keyOf(ref.apiVersion, ref.kind, ref.namespace, ref.name);
}

interface Manifest {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
  readonly items?: unknown;
}

function objectsIn(text: string): string[] {
  // A parameter takes the place of a value: unquoted, it would be read as a map.
  const read = text.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, '__$1__');
  return parseAllDocuments(read).flatMap((document) => (document.errors.length > 0 ? [] : keysOf(document.toJS())));
}

function keysOf(manifest: Manifest | null): string[] {
  const { apiVersion, kind, metadata, items } = manifest ?? {};
  if (Array.isArray(items)) return items.flatMap((item: Manifest) => keysOf(item));
  const { name, namespace } = metadata ?? {};
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return [];
  const plain = name.replaceAll(/__([\w.-]+?)__/g, '{{$1}}');
  const inNamespace = typeof namespace === 'string' ? namespace.replaceAll(/__([\w.-]+?)__/g, '{{$1}}') : undefined;
  // An object without a namespace is cluster-scoped or in default; the probe decides.
  return inNamespace === undefined
    ? [keyOf(apiVersion, kind, undefined, plain), keyOf(apiVersion, kind, 'default', plain)]
    : [keyOf(apiVersion, kind, inNamespace, plain)];
}
