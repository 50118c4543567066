import {
  type Cluster,
  deletableTypes,
  listMetadata,
  type Objects,
  pause,
  type ResourceType,
  typesOf,
} from '@drydock/cluster';
import type { Lab } from '@drydock/lab';
import type { CourseError, KubeObject } from '@drydock/model';
import { createDoomed } from './attempt-objects.ts';
import { dropFinalizers, emptyNamespace, type Force, inBatches, remove, restoreServiceAccount } from './remove.ts';
import { restoreNodes } from './restore-nodes.ts';
import { fail } from '../text/fail.ts';

export interface SweepOptions {
  readonly cluster: Cluster;
  readonly objects: Objects;
  readonly lab: Lab;
  readonly startedAt: Date;
  /** The uids of what is the cluster's own, however young: what a set-up had removed and a reset has brought back. */
  readonly kept?: ReadonlySet<string>;
  readonly signal: AbortSignal;
  /** How long the kubelet has to end Pods. */
  readonly podsAfterMs?: number;
  /** How long objects have to go on their own, before their finalizers are removed. */
  readonly forceAfterMs?: number;
  /** How long they are forced before the reset gives up. */
  readonly giveUpAfterMs?: number;
}

/** Kinds that the cluster itself makes and removes, or that are restored in another way. */
const own = new Set([
  'Event',
  'Node',
  'CSINode',
  'ComponentStatus',
  'APIService',
  'IPAddress',
  'PodMetrics',
  'NodeMetrics',
  'LeaseCandidate',
]);
/** What can block the deletion of others goes first, what others use goes last. */
const guards = new Set([
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy',
]);
const order = ['Namespace', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'];

const namesAtMost = 10;

/**
 * Removes everything that is younger than the attempt: whole namespaces, objects in `default` and in the system's namespaces, cluster-scoped objects,
 * and what the lab names. What does not go on its own within seconds loses its finalizers. Then restores what was changed.
 */
export async function sweep({
  cluster,
  objects,
  lab,
  startedAt,
  kept = new Set(),
  signal,
  forceAfterMs = 12_000,
  podsAfterMs = Math.min(10_000, forceAfterMs),
  giveUpAfterMs = 60_000,
}: SweepOptions): Promise<void> {
  const doomedOf = createDoomed(startedAt, kept);
  const find = async (among: readonly ResourceType[]): Promise<readonly KubeObject[]> => {
    const lists = await Promise.all(among.map((type) => listMetadata(cluster, objects, type, { signal })));
    return doomedOf(lists.flat());
  };
  const first = (await typesOf(objects, 'admissionregistration.k8s.io/v1', signal)).filter(({ kind }) =>
    guards.has(kind),
  );
  const gentle: Force = { onPods: false, onFinalizers: false };
  await inBatches(await find(first), async (object) => void (await remove(cluster, objects, object, gentle, signal)));
  const types = await deletableTypes(cluster, objects, signal);
  const swept = types.filter(({ kind }) => !own.has(kind));
  const findAll = async (among: readonly ResourceType[]): Promise<readonly KubeObject[]> => [
    ...(await find(among)),
    ...(await named(lab, objects, signal)),
  ];
  const startedSweep = Date.now();
  let forcedSince: number | undefined;
  const asked = new Set<string>();
  const leftIn = new Map<string, readonly ResourceType[]>();
  const release = async (object: KubeObject): Promise<void> => {
    const { uid } = object.metadata;
    const force: Force = {
      onPods: Date.now() - startedSweep > podsAfterMs,
      onFinalizers: forcedSince !== undefined,
    };
    if (force.onFinalizers) await dropFinalizers(cluster, objects, object, signal);
    const isDue = !asked.has(uid) || force.onFinalizers || (force.onPods && object.kind === 'Pod');
    if (isDue && (await remove(cluster, objects, object, force, signal))) asked.add(uid);
    if (object.kind === 'Namespace' && asked.has(uid))
      leftIn.set(uid, await emptyNamespace(object, { cluster, objects, types, force, signal }, leftIn.get(uid)));
  };
  let rest = await findAll(swept);
  for (let round = 0; rest.length > 0; round++) {
    if (Date.now() - startedSweep > forceAfterMs) forcedSince ??= Date.now();
    if (Date.now() - (forcedSince ?? Infinity) > giveUpAfterMs) throw notRemoved(rest);
    const isGuard = ({ kind = '' }: KubeObject): boolean => guards.has(kind);
    await inBatches(rest.filter(isGuard), release);
    await inBatches(
      rest.filter((object) => !isGuard(object)).toSorted((a, b) => rank(a) - rank(b)),
      release,
    );
    await pause(round < 5 ? 200 : 500, signal);
    const kinds = new Set([...rest.map(({ kind }) => kind), 'PersistentVolume', 'Pod']);
    rest = await findAll(swept.filter(({ kind }) => kinds.has(kind)));
  }
  await restoreServiceAccount(cluster, signal);
  await restoreNodes(cluster, startedAt, signal);
}

function notRemoved(rest: readonly KubeObject[]): CourseError {
  const names = rest.slice(0, namesAtMost).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  return fail('cluster_broken', (text) => text.notRemoved(names, rest.length));
}

function rank(object: KubeObject): number {
  const at = order.indexOf(object.kind ?? '');
  return at === -1 ? order.length : at;
}

/** What the lab's `cleanup` names, wherever it is and however old. */
async function named(lab: Lab, objects: Objects, signal: AbortSignal): Promise<readonly KubeObject[]> {
  const found = await Promise.all(lab.cleanup.objects.map((ref) => objects.get(ref, signal)));
  return found.filter((object) => object !== undefined);
}
