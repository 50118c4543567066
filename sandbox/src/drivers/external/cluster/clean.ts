import { deletableTypes, listMetadata, type ObjectMetadata, pause, type ResourceType } from '@drydock/cluster';
import { fail } from '../text/fail.ts';
import { madeDuring } from './made-during.ts';
import type { LentCluster } from './open.ts';

const lookAgainMs = 300;
/** How long objects have to go on their own, before their finalizers are removed. */
const forceAfterMs = 12_000;
const namesAtMost = 10;

/** What can keep others from being deleted goes first. */
const first = /^(Validating|Mutating)(WebhookConfiguration|AdmissionPolicyBinding|AdmissionPolicy)$/u;

/** Removes what was made in the cluster since it was lent, and waits until it is gone; rejects when something stays. */
export async function cleanCluster(
  lent: LentCluster,
  { since, withinMs }: { readonly since: string; readonly withinMs: number },
): Promise<void> {
  const { signal } = new AbortController();
  const types = await deletableTypes(lent.cluster, lent.objects, signal);
  const startedAt = performance.now();
  for (;;) {
    const lists = await Promise.all(types.map((type) => listMetadata(lent.cluster, lent.objects, type, { signal })));
    const all = lists.flat();
    const made = await madeDuring(lent, all, since);
    if (made.length === 0) return;
    const elapsed = performance.now() - startedAt;
    if (elapsed > withinMs) {
      const names = made.slice(0, namesAtMost).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      throw fail('cluster_broken', (text) => text.notRemoved(lent.context.name, names));
    }
    const isForced = elapsed > forceAfterMs;
    const ofThem = isForced ? [...made, ...contentsOf(made, all)] : made;
    for (const object of ofThem.toSorted((one, other) => rank(one) - rank(other)))
      await remove(lent, object, types, isForced);
    await pause(lookAgainMs, signal);
  }
}

/** The objects in namespaces that are going: their finalizers keep the namespace. */
function contentsOf(made: readonly ObjectMetadata[], all: readonly ObjectMetadata[]): readonly ObjectMetadata[] {
  const spaces = new Set(made.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  return all.filter(({ metadata: { namespace } }) => namespace !== undefined && spaces.has(namespace));
}

function rank({ kind = '' }: ObjectMetadata): number {
  return first.test(kind) ? 0 : kind === 'Namespace' ? 1 : 2;
}

async function remove(
  { ask, objects }: LentCluster,
  { apiVersion = '', kind = '', metadata }: ObjectMetadata,
  types: readonly ResourceType[],
  isForced: boolean,
): Promise<void> {
  if (!types.some((type) => type.apiVersion === apiVersion && type.kind === kind)) return;
  const { name, namespace, uid } = metadata;
  const path = await objects.path({ apiVersion, kind, name, ...(namespace !== undefined && { namespace }) });
  if (isForced && kind !== 'Namespace')
    await ask(path, { method: 'PATCH', body: { metadata: { uid, finalizers: null } }, may: [404, 409] });
  const grace = isForced && kind === 'Pod' ? { gracePeriodSeconds: 0 } : {};
  const body = { preconditions: { uid }, propagationPolicy: 'Background', ...grace };
  await ask(path, { method: 'DELETE', body, may: [404, 409] });
}
