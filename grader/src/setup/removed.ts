import { type Cluster, isWorkload, type Objects, pause, refusal, type Workload } from '@drydock/cluster';
import type { KubeObject, ObjectRef } from '@drydock/model';
import { formatRef } from '@drydock/lab';
import { lasting, manifestOf, nameOf } from '../integrity/system.ts';
import { applyAll } from '../reset/apply.ts';
import { fail } from '../text/fail.ts';

export interface RemovedOptions {
  readonly cluster: Cluster;
  readonly objects: Objects;
  readonly signal: AbortSignal;
  /** How long an object may take to go, or to serve again (ms). */
  readonly patienceMs?: number;
}

const lookAgainMs = 200;

/** Returns what a set-up is to remove as the cluster has it, to be kept before it goes; `known` was removed before. Rejects for what the cluster never had. */
export async function learnRemoved(
  wanted: readonly ObjectRef[],
  known: readonly KubeObject[],
  { objects, signal }: RemovedOptions,
): Promise<readonly KubeObject[]> {
  const found = await Promise.all(
    wanted.map(async (ref) => {
      if (known.some((object) => isNamed(object, ref))) return [];
      const object = await objects.get(ref, signal);
      if (!object) throw fail('lab_invalid', (text) => text.nothingToRemove(`${ref.apiVersion}/${formatRef(ref)}`));
      return [lasting({ ...object, apiVersion: ref.apiVersion, kind: ref.kind })];
    }),
  );
  return [...known, ...found.flat()];
}

/** Deletes objects with all that they own, and resolves when they are gone. */
export async function removeAll(wanted: readonly ObjectRef[], options: RemovedOptions): Promise<void> {
  await Promise.all(wanted.map(async (ref) => removeOne(ref, options)));
}

async function removeOne(
  ref: ObjectRef,
  { cluster, objects, signal, patienceMs = 60_000 }: RemovedOptions,
): Promise<void> {
  const until = Date.now() + patienceMs;
  while ((await objects.get(ref, signal)) !== undefined) {
    const path = await objects.path(ref, signal);
    const body = JSON.stringify({ kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Foreground' });
    const headers = { 'content-type': 'application/json' };
    const { status, body: answer } = await cluster.request(path, { method: 'DELETE', headers, body, signal });
    if (status >= 300 && status !== 404 && status !== 409) throw refusal(path, status, answer);
    if (Date.now() > until) throw fail('timeout', (text) => text.notGone(formatRef(ref), patienceMs / 1000));
    await pause(lookAgainMs, signal);
  }
}

/** Puts removed objects back in the place of whatever has their names now, and resolves with them as they are when their workloads serve. */
export async function bringBack(
  removed: readonly KubeObject[],
  options: RemovedOptions,
): Promise<readonly KubeObject[]> {
  const { objects, signal, patienceMs = 120_000 } = options;
  const refs = removed.map(refOf);
  await removeAll(refs, options);
  await applyAll({ ...options, wanted: removed.map(manifestOf) });
  const until = Date.now() + patienceMs;
  for (;;) {
    const found = await Promise.all(refs.map(async (ref) => objects.get(ref, signal)));
    const late = refs.filter((_, index) => !serves(found[index]));
    if (late.length === 0)
      return found.flatMap((object, index) => {
        const { apiVersion, kind } = refs[index] ?? {};
        return object ? [lasting({ ...object, ...(apiVersion && { apiVersion }), ...(kind && { kind }) })] : [];
      });
    if (Date.now() > until) {
      const names = late.map(formatRef);
      throw fail('cluster_broken', (text) => text.notBack(names, patienceMs / 1000));
    }
    await pause(lookAgainMs, signal);
  }
}

/** Whether an object has the kind and name of a reference. */
export function isNamed(object: KubeObject, { kind, namespace, name }: ObjectRef): boolean {
  return nameOf(object) === `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function refOf({ apiVersion = '', kind = '', metadata: { namespace, name } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}

/** Whether an object is there and, of a workload, all that it asks for. */
function serves(object: Workload | undefined): boolean {
  if (!object || !isWorkload(object)) return object !== undefined;
  const { spec, status = {}, metadata } = object;
  const wanted = spec?.replicas ?? status.desiredNumberScheduled ?? 1;
  const ready = status.availableReplicas ?? status.numberAvailable ?? 0;
  return (status.observedGeneration ?? 0) >= (metadata.generation ?? 0) && ready >= wanted;
}
