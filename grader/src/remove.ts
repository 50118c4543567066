import type { Cluster } from './cluster.ts';
import { type KubeObject, type Objects, type ResourceType, getJson, strip } from './objects.ts';

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

/** Deletes one object, a Pod without grace. */
export async function remove(
  cluster: Cluster,
  objects: Objects,
  object: KubeObject,
  signal: AbortSignal,
): Promise<void> {
  const body = JSON.stringify({
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: 'Background',
    ...(object.kind === 'Pod' && { gracePeriodSeconds: 0 }),
  });
  await cluster.request(await pathOf(objects, object, signal), {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body,
    signal,
  });
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
      signal,
    });
  }
}

/** Takes the finalizers off an object that does not go by itself. */
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

/** Frees everything in a namespace that keeps it from going. */
export async function forceContent(
  cluster: Cluster,
  objects: Objects,
  types: readonly ResourceType[],
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  for (const { apiVersion, kind, isNamespaced } of types) {
    if (!isNamespaced) continue;
    for (const object of (await objects.list({ apiVersion, kind, namespace }, signal)).items) {
      await dropFinalizers(cluster, objects, strip(object), signal);
      if (kind === 'Pod') await remove(cluster, objects, object, signal);
    }
  }
}

/** The default ServiceAccount outlives every sweep, so pull secrets named on it would help the next try. */
export async function restoreServiceAccount(cluster: Cluster, signal: AbortSignal): Promise<void> {
  const path = '/api/v1/namespaces/default/serviceaccounts/default';
  const account = (await getJson(cluster, path, signal)) as
    { imagePullSecrets?: unknown; secrets?: unknown } | undefined;
  if (account?.imagePullSecrets === undefined && account?.secrets === undefined) return;
  await cluster.request(path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify({ imagePullSecrets: null, secrets: null }),
    signal,
  });
}
