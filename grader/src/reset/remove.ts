import { type Cluster, getJson, listMetadata, type Objects, type ResourceType } from '@drydock/cluster';
import type { KubeObject } from '@drydock/model';
import pLimit from 'p-limit';

async function pathOf(
  objects: Objects,
  { apiVersion = '', kind = '', metadata }: KubeObject,
  signal: AbortSignal,
): Promise<string> {
  return objects.path(
    {
      apiVersion,
      kind,
      name: metadata.name,
      ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
    },
    signal,
  );
}

/** A webhook that does not answer, or hundreds of Pods at once: the server continues, and the next look shows the result. */
const slowMs = 60_000;
const atOnce = 16;

/** Works through many objects, sixteen at once. */
export async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  await pLimit(atOnce).map(items, work);
}

/**
 * How hard a reset pushes: at first a Pod stays until the kubelet has ended its containers, so that none of them goes on beside the next try; a late one is removed
 * without asking the kubelet; and what still does not go loses its finalizers.
 */
export interface Force {
  readonly onPods: boolean;
  readonly onFinalizers: boolean;
}

/** The kubelet gives a container two seconds at least. */
const podGraceSeconds = 1;

/** Deletes one object; false when the server refused, as while a webhook rejects. */
export async function remove(
  cluster: Cluster,
  objects: Objects,
  object: KubeObject,
  force: Force,
  signal: AbortSignal,
): Promise<boolean> {
  const path = await pathOf(objects, object, signal);
  const { status } = await cluster.request(path, deletion(object.kind, force, signal));
  return status < 300 || status === 404;
}

function deletion(kind: string | undefined, { onPods }: Force, signal: AbortSignal): Parameters<Cluster['request']>[1] {
  const body = JSON.stringify({
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: 'Background',
    ...(kind === 'Pod' && { gracePeriodSeconds: onPods ? 0 : podGraceSeconds }),
  });
  return { method: 'DELETE', headers: { 'content-type': 'application/json' }, body, timeoutMs: slowMs, signal };
}

/** Removes the finalizers of an object that is stuck in deletion. */
export async function dropFinalizers(
  cluster: Cluster,
  objects: Objects,
  object: KubeObject,
  signal: AbortSignal,
): Promise<void> {
  if ((object.metadata.finalizers ?? []).length === 0) return;
  const body = JSON.stringify({ metadata: { finalizers: null } });
  await cluster.request(await pathOf(objects, object, signal), {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body,
    signal,
  });
}

export interface EmptyOptions {
  readonly cluster: Cluster;
  readonly objects: Objects;
  /** Every kind that can be deleted. */
  readonly types: readonly ResourceType[];
  readonly force: Force;
  readonly signal: AbortSignal;
}

/**
 * Does for a deleted namespace what its controller does, which begins only five seconds after the deletion and waits for an aggregated API that does not answer: deletes
 * what is left in it, and finalizes it once nothing is. What a finalizer holds stays until that is removed. Resolves with the kinds of which something was left; `seen` are
 * those of the call before, which are looked at first.
 */
export async function emptyNamespace(
  { metadata: { name, uid } }: KubeObject,
  options: EmptyOptions,
  seen: readonly ResourceType[] = [],
): Promise<readonly ResourceType[]> {
  const { cluster, types, signal } = options;
  const stays = await clear(name, seen, options);
  if (stays.length > 0) return stays;
  const namespaced = types.filter(({ isNamespaced }) => isNamespaced);
  const left = await clear(name, namespaced, options);
  if (left.length > 0) return left;
  await cluster.request(`/api/v1/namespaces/${name}/finalize`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    // Another namespace of this name, made since, is not meant.
    body: JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, uid }, spec: { finalizers: [] } }),
    signal,
  });
  return [];
}

/** Deletes what there is of some kinds in a namespace; resolves with those of which there was something. */
async function clear(
  namespace: string,
  types: readonly ResourceType[],
  { cluster, objects, force, signal }: EmptyOptions,
): Promise<readonly ResourceType[]> {
  const left: ResourceType[] = [];
  await inBatches(types, async (type) => {
    const found = await listMetadata(cluster, objects, type, { namespace, signal });
    if (found.length === 0) return;
    left.push(type);
    if (force.onFinalizers) await inBatches(found, async (object) => dropFinalizers(cluster, objects, object, signal));
    if ((force.onPods && type.kind === 'Pod') || !found.every(isGoing))
      await removeAll(cluster, objects, type, found, force, signal);
  });
  return left;
}

function isGoing({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** Deletes the objects of a kind in their namespace, with one request where the server knows that: there may be hundreds of Events. */
async function removeAll(
  cluster: Cluster,
  objects: Objects,
  type: ResourceType,
  found: readonly KubeObject[],
  force: Force,
  signal: AbortSignal,
): Promise<void> {
  const { apiVersion, kind, verbs } = type;
  const namespace = found[0]?.metadata.namespace;
  if (!verbs.includes('deletecollection') || namespace === undefined) {
    return inBatches(found, async (object) => void (await remove(cluster, objects, object, force, signal)));
  }
  const path = await objects.collectionPath({ apiVersion, kind, namespace }, signal);
  await cluster.request(path, deletion(kind, force, signal));
}

/** The default ServiceAccount outlives every sweep, so pull secrets named on it would help the next try. */
export async function restoreServiceAccount(cluster: Cluster, signal: AbortSignal): Promise<void> {
  const path = '/api/v1/namespaces/default/serviceaccounts/default';
  const account = await getJson<{ imagePullSecrets?: unknown; secrets?: unknown }>(cluster, path, signal);
  if (account?.imagePullSecrets === undefined && account?.secrets === undefined) return;
  await cluster.request(path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify({ imagePullSecrets: null, secrets: null }),
    signal,
  });
}
