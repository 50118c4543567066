import type { UnknownKind } from '@drydock/cluster';
import { formatRef, type Subject, suggest } from '@drydock/lab';
import type { ObjectRef } from '@drydock/model';
import type { Miss, Seen } from './reading.ts';
import type { View } from './view.ts';

/** Returns the reading of an object that does not exist, with similar ones that do. */
export async function missing(view: View, ref: ObjectRef): Promise<Seen> {
  return { subject: formatRef(ref), state: 'missing', values: {}, objects: [], miss: await nearest(view, ref) };
}

/** Returns the reading of a kind that is not defined yet. An object that must be gone is gone when its kind does not exist. */
export function undefinedKind(subject: Subject, { apiVersion, kind }: UnknownKind, isAbsent: boolean): Seen {
  const miss = {
    what: { apiVersion, kind, name: '' },
    isNamespaceMissing: false,
    isKindMissing: true,
    near: [],
  } as const;
  return { subject, state: 'missing', values: {}, objects: [], ...(!isAbsent && { miss }) };
}

/** Returns the reading of anything in a cluster that the student has not made yet. */
export function noCluster(subject: Subject): Seen {
  const miss = {
    what: { apiVersion: 'v1', kind: 'Node', name: '' },
    isNamespaceMissing: false,
    isClusterMissing: true,
    near: [],
  } as const;
  return { subject, state: 'missing', values: {}, objects: [], miss };
}

async function nearest(view: View, ref: ObjectRef): Promise<Miss> {
  const { apiVersion, kind, namespace, name } = ref;
  const plain = { what: ref, isNamespaceMissing: false, near: [] };
  try {
    if (namespace === undefined)
      return { ...plain, near: similar(name, await view.objects.list({ apiVersion, kind }, view.signal)) };
    const [space, elsewhere, beside] = await Promise.all([
      view.objects.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }, view.signal),
      view.objects.list({ apiVersion, kind, fieldSelector: `metadata.name=${name}` }, view.signal),
      view.objects.list({ apiVersion, kind, namespace }, view.signal),
    ]);
    // What appeared between the two readings is the object itself, and the next look finds it.
    const others = elsewhere.items.filter(({ metadata }) => metadata.namespace !== namespace);
    const same = others.map(({ metadata }) => ({
      name: metadata.name,
      ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
    }));
    return {
      what: ref,
      isNamespaceMissing: space === undefined,
      near: same.length > 0 ? same.slice(0, 3) : similar(name, beside, namespace),
    };
  } catch {
    // Suggestions are a courtesy; the verdict does not need them.
    return plain;
  }
}

function similar(
  name: string,
  { items }: { items: readonly { metadata: { name: string } }[] },
  namespace?: string,
): Miss['near'] {
  const found = suggest(
    name,
    items.map(({ metadata }) => metadata.name).filter((other) => other !== name),
  );
  return found === undefined ? [] : [{ name: found, ...(namespace !== undefined && { namespace }) }];
}
