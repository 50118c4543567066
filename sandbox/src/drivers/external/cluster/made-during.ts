import type { ObjectMetadata } from '@drydock/cluster';
import { z } from 'zod';
import { leaseNamespace, sandboxLabel } from './lease.ts';
import type { LentCluster } from './open.ts';

/** Kinds that the cluster itself makes and removes. */
const ofTheCluster = new Set([
  'CSINode',
  'CSIStorageCapacity',
  'ComponentStatus',
  'Event',
  'IPAddress',
  'Lease',
  'LeaseCandidate',
  'Node',
  'NodeMetrics',
  'PodMetrics',
  'StorageVersion',
  'VolumeAttachment',
]);

/** Labels of what a controller keeps for another object, with which it goes. */
const keptByController = [
  'endpoints.kubernetes.io/managed-by',
  'endpointslice.kubernetes.io/managed-by',
  'kube-aggregator.kubernetes.io/automanaged',
];

/** What a controller makes in every namespace, and the requests of kubelets. */
const ofControllers = [
  /^ConfigMap kube-root-ca\.crt$/u,
  /^ServiceAccount default$/u,
  /^CertificateSigningRequest csr-/u,
];

/** The name by which the grader writes. */
const graderManager = 'drydock';

const Managed = z.object({
  metadata: z.object({ managedFields: z.array(z.object({ manager: z.string().optional() })) }),
});
const Volume = z.object({ status: z.object({ phase: z.string() }) });

/**
 * Returns what the student and the grader made since the cluster was lent: without an owner, and younger than the lease. A namespace goes with all that is in it. In a namespace that was there
 * before, the student makes things in `default` only (guard.ts); elsewhere only what the grader wrote counts, so what an operator makes meanwhile in namespaces of its own stays.
 */
export async function madeDuring(
  lent: LentCluster,
  all: readonly ObjectMetadata[],
  since: string,
): Promise<readonly ObjectMetadata[]> {
  const isYoung = ({ metadata }: ObjectMetadata): boolean => Date.parse(metadata.creationTimestamp) > Date.parse(since);
  const young = all.filter((object) => isYoung(object) && isOurs(object));
  const spaces = new Set(young.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  const made = young.filter((object) => {
    const { namespace } = object.metadata;
    if (namespace === undefined || namespace === 'default') return true;
    return !spaces.has(namespace) && (isWrittenByGrader(object) || isNodeShell(object));
  });
  const left = await Promise.all(made.map(async (object) => ((await isVolumeInUse(lent, object)) ? [] : [object])));
  return left.flat();
}

function isOurs({ kind = '', metadata }: ObjectMetadata): boolean {
  const { name, namespace, labels = {}, ownerReferences = [] } = metadata;
  if (ofTheCluster.has(kind) || ownerReferences.length > 0) return false;
  if (namespace === leaseNamespace || labels[sandboxLabel] !== undefined) return false;
  if (keptByController.some((label) => labels[label] !== undefined)) return false;
  return !ofControllers.some((pattern) => pattern.test(`${kind} ${name}`));
}

/** Whether it is the Pod by which a student entered a node. */
function isNodeShell({ kind, metadata: { name, namespace } }: ObjectMetadata): boolean {
  return kind === 'Pod' && namespace === 'kube-system' && name.startsWith('node-shell-');
}

function isWrittenByGrader(object: ObjectMetadata): boolean {
  const managers = Managed.safeParse(object).data?.metadata.managedFields ?? [];
  return managers.some(({ manager }) => manager === graderManager);
}

/** Whether it is a volume that a claim has: one in `default` goes before it, and any other is somebody's who was there before. */
async function isVolumeInUse(
  { objects }: LentCluster,
  { apiVersion = '', kind = '', metadata }: ObjectMetadata,
): Promise<boolean> {
  if (kind !== 'PersistentVolume') return false;
  const found = Volume.safeParse(await objects.get({ apiVersion, kind, name: metadata.name })).data;
  return found?.status.phase === 'Bound';
}
