import type { Schema } from '@drydock/lab';
import { keysOf, type YamlKey } from './yaml-keys.ts';

/** What the schema knows of a place: its type, and of a struct the name and the fields. */
export interface Place {
  readonly type: string;
  readonly fields: Readonly<Record<string, string>> | undefined;
}

/** The last part of a struct's name: `core.v1.PodSpec` is a PodSpec. */
export function shortName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

/** The kind of one document of a manifest; undefined while it is not written. */
export function kindOf(keys: readonly YamlKey[], document: number): { name: string; kind: YamlKey } | undefined {
  const top = keys.filter((key) => key.document === document && key.path.length === 0);
  const version = top.find(({ key }) => key === 'apiVersion')?.value;
  const kind = top.find(({ key }) => key === 'kind');
  return version && kind?.value ? { name: `${version}/${kind.value}`, kind } : undefined;
}

/** What is at the end of a way through a manifest of a kind; undefined where the schema says nothing. */
export function placeOf(schema: Schema, kind: string, path: readonly string[]): Place | undefined {
  let type = schema.kinds[kind];
  for (const step of path) {
    if (type === undefined) return undefined;
    if (step === '[]') type = type.startsWith('[]') ? type.slice(2) : undefined;
    else if (type.startsWith('{}')) type = type.slice(2);
    else type = schema.structs[type]?.[step];
  }
  return type === undefined ? undefined : { type, fields: schema.structs[type] };
}

/** Something wrong in a manifest; `meant` is a field of nearly the same name. */
export interface Finding {
  readonly from: number;
  readonly to: number;
  readonly what: 'field' | 'kind';
  readonly name: string;
  readonly owner: string;
  readonly meant?: string;
}

/** The fields and kinds of a manifest that Kubernetes does not have. */
export function findingsOf(schema: Schema, text: string): Finding[] {
  const keys = keysOf(text);
  const groups = new Set(Object.keys(schema.kinds).map((kind) => kind.slice(0, kind.lastIndexOf('/'))));
  return keys.flatMap((key): Finding[] => {
    const found = kindOf(keys, key.document);
    if (!found) return [];
    if (schema.kinds[found.name] === undefined) {
      const group = found.name.slice(0, found.name.lastIndexOf('/'));
      // A group the schema does not hold may be one that an add-on brought.
      return key === found.kind && groups.has(group)
        ? [{ from: key.from, to: key.to, what: 'kind', name: found.name, owner: '' }]
        : [];
    }
    const place = placeOf(schema, found.name, key.path);
    if (!place?.fields || key.key in place.fields) return [];
    const meant = nearest(key.key, Object.keys(place.fields));
    const owner = shortName(place.type);
    return [{ from: key.from, to: key.to, what: 'field', name: key.key, owner, ...(meant ? { meant } : {}) }];
  });
}

/** The name that is one or two letters away. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const near = names.map((other) => ({ other, far: distance(name.toLowerCase(), other.toLowerCase()) }));
  return near.filter(({ far }) => far <= 2).toSorted((a, b) => a.far - b.far)[0]?.other;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
