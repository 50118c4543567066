import { isDeepStrictEqual } from 'node:util';
import { type Cluster, getJson, isWorkload, leansOn } from '@drydock/cluster';
import { definedIn, type KubeManifest, type KubeObject } from '@drydock/model';
import type { Displaced } from '../setup/files.ts';
import type { NodeState } from '../reset/node-state.ts';

/** What a cluster runs for itself, and what that leans on, as an attempt found it; uids and generations are those that the grader left last. */
export interface System {
  /** The uid of the namespace kube-system: it identifies the cluster and cannot be recreated. */
  readonly cluster: string;
  readonly objects: readonly KubeObject[];
  /** Where there is access to the nodes. */
  readonly nodes?: readonly NodeState[];
  /** What the set-up of a lab removed of it, as it was. */
  readonly removed?: readonly KubeObject[];
  /** What was in the place of the files that the set-up of a lab wrote. */
  readonly displaced?: readonly Displaced[];
}

const rbac = '/apis/rbac.authorization.k8s.io/v1';
/** What the API server made is left to it: it creates these objects again at its next start. */
const notBootstrapped = '?labelSelector=!kubernetes.io/bootstrapping';
const collections: readonly string[] = [
  '/api/v1/namespaces?labelSelector=kubernetes.io/metadata.name+in+(kube-system,local-path-storage)',
  ...['kube-system', 'local-path-storage'].flatMap((namespace) => [
    `/apis/apps/v1/namespaces/${namespace}/deployments`,
    `/apis/apps/v1/namespaces/${namespace}/daemonsets`,
    `/api/v1/namespaces/${namespace}/configmaps`,
    `/api/v1/namespaces/${namespace}/services`,
    `/api/v1/namespaces/${namespace}/serviceaccounts`,
    `${rbac}/namespaces/${namespace}/roles${notBootstrapped}`,
    `${rbac}/namespaces/${namespace}/rolebindings${notBootstrapped}`,
  ]),
  `${rbac}/clusterroles${notBootstrapped}`,
  `${rbac}/clusterrolebindings${notBootstrapped}`,
  '/apis/storage.k8s.io/v1/storageclasses',
  '/apis/scheduling.k8s.io/v1/priorityclasses',
  '/apis/apiregistration.k8s.io/v1/apiservices?labelSelector=!kube-aggregator.kubernetes.io/automanaged',
];

/** The system as it is known already when it is of this very cluster, or else as it is now. */
export async function learnSystem(cluster: Cluster, known: System | undefined, signal: AbortSignal): Promise<System> {
  if (known) {
    const found = await getJson<KubeObject>(cluster, '/api/v1/namespaces/kube-system', signal);
    if (known.cluster === found?.metadata.uid) return known;
  }
  const objects = await readObjects(cluster, signal);
  const leanedOn = new Set(objects.filter(isWorkload).flatMap(leansOn));
  // The control plane takes care of the others of these kinds, or nothing uses them.
  const isPart = (object: KubeObject): boolean =>
    !/^(ConfigMap|ServiceAccount)$/.test(object.kind ?? '') || leanedOn.has(nameOf(object));
  const place = objects.find((object) => nameOf(object) === 'Namespace kube-system');
  return { cluster: place?.metadata.uid ?? '', objects: objects.filter(isPart).map(lasting) };
}

/** Reads all objects in the system's namespaces, all kinds in parallel. */
export async function readObjects(cluster: Cluster, signal: AbortSignal): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(collections.map((path) => getJson<List>(cluster, path, signal)));
  return lists.flatMap((list) => {
    const { apiVersion = '', kind = '', items = [] } = list ?? {};
    return items.map((item) => ({ ...item, apiVersion, kind: kind.replace(/List$/, '') }));
  });
}

interface List {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly items?: readonly KubeObject[];
}

/** `Deployment kube-system/coredns`. */
export function nameOf({ kind, metadata: { namespace, name } }: KubeObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/**
 * Whether an object is still what it was. The generation of a workload shows that it was written to and cannot be forged; it and a ServiceAccount, whose tokens
 * are of its uid, must be the very ones.
 */
export function isAsItWas(was: KubeObject, now: KubeObject): boolean {
  const isSame = was.metadata.uid === now.metadata.uid;
  if (now.metadata.deletionTimestamp !== undefined) return false;
  if (isWorkload(was)) return isSame && generationOf(was) === generationOf(now);
  return (isSame || was.kind !== 'ServiceAccount') && isDeepStrictEqual(manifestOf(was), manifestOf(now));
}

function generationOf({ metadata }: KubeObject): number | undefined {
  return metadata.generation;
}

/** Returns the part of an object that was written by a client, ready to be written again. */
export function manifestOf({ metadata, ...content }: KubeObject): KubeManifest {
  const { name, namespace, labels, annotations } = metadata;
  const { status: _status, ...written }: Omit<KubeObject, 'metadata'> & { readonly status?: unknown } = content;
  // What is not there is left out, as in what was kept as JSON.
  return { ...written, metadata: { name, ...definedIn({ namespace, labels, annotations }) } };
}

/** An object as it is kept: what can be written, and which one it was. */
export function lasting(object: KubeObject): KubeObject {
  const { metadata, ...content } = manifestOf(object);
  const { uid, resourceVersion, creationTimestamp } = object.metadata;
  const generation = generationOf(object);
  return {
    ...content,
    metadata: { ...metadata, uid, resourceVersion, creationTimestamp, ...(generation !== undefined && { generation }) },
  };
}
