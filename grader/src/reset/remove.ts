import {
  type Cluster,
  getJson,
  listMetadata,
  type ObjectMetadata,
  type Objects,
  type ResourceType,
} from '@drydock/cluster';
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

/** Deletes one object, a Pod without grace; false when the server refused, as while a webhook rejects. */
export async function remove(
  cluster: Cluster,
  objects: Objects,
  object: KubeObject,
  signal: AbortSignal,
): Promise<boolean> {
  const body = JSON.stringify({
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: 'Background',
    ...(object.kind === 'Pod' && { gracePeriodSeconds: 0 }),
  });
  const { status } = await cluster.request(await pathOf(objects, object, signal), {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body,
    timeoutMs: slowMs,
    signal,
  });
  return status < 300 || status === 404;
}

/** Pods and what makes them, without grace: a namespace that still holds Pods when it is deleted is looked at again only seconds later. */
export async function empty(cluster: Cluster, namespace: string, signal: AbortSignal): Promise<void> {
  const body = JSON.stringify({
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    gracePeriodSeconds: 0,
    propagationPolicy: 'Background',
  });
  for (const makers of [
    '/apis/batch/v1 cronjobs',
    '/apis/batch/v1 jobs',
    '/apis/apps/v1 deployments',
    '/apis/apps/v1 statefulsets',
    '/apis/apps/v1 daemonsets',
    '/apis/apps/v1 replicasets',
    '/api/v1 pods',
  ]) {
    const [root, plural] = makers.split(' ');
    await cluster.request(`${root}/namespaces/${namespace}/${plural}`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body,
      timeoutMs: slowMs,
      signal,
    });
  }
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

/**
 * Frees everything in a namespace that keeps it from going, and lets an empty one go itself: while an aggregated API does not answer, the namespace controller waits
 * for it, longer and longer.
 */
export async function forceNamespace(
  cluster: Cluster,
  objects: Objects,
  types: readonly ResourceType[],
  { metadata: { name, deletionTimestamp } }: KubeObject,
  signal: AbortSignal,
): Promise<void> {
  const left: ObjectMetadata[] = [];
  await inBatches(
    types.filter(({ isNamespaced }) => isNamespaced),
    async (type) => void left.push(...(await listMetadata(cluster, objects, type, { namespace: name, signal }))),
  );
  await inBatches(left, async (object) => {
    await dropFinalizers(cluster, objects, object, signal);
    if (object.kind === 'Pod' || object.metadata.deletionTimestamp === undefined)
      await remove(cluster, objects, object, signal);
  });
  if (left.length > 0 || deletionTimestamp === undefined) return;
  await cluster.request(`/api/v1/namespaces/${name}/finalize`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: { finalizers: [] } }),
    signal,
  });
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
