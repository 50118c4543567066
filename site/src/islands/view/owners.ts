import {
  type ClusterPicture,
  objectsOf,
  type ViewKind,
  type ViewPod,
  type ViewWorkload,
  workloadKinds,
} from '@drydock/model';

/** A group of Pods below what made them; without `top` those that nothing made. */
export interface OwnerGroup {
  readonly key: string;
  /** From the outermost controller inwards, as far as all Pods of the group share it. */
  readonly top: ViewWorkload | undefined;
  /** The Pods by their direct owner: ReplicaSets of a Deployment, Jobs of a CronJob. */
  readonly parts: readonly { readonly owner: ViewWorkload | undefined; readonly pods: readonly ViewPod[] }[];
}

const kinds: readonly ViewKind[] = workloadKinds;

/** The workloads of a picture by uid. */
export function workloadsOf(picture: ClusterPicture): ReadonlyMap<string, ViewWorkload> {
  const all = new Map<string, ViewWorkload>();
  for (const kind of workloadKinds) for (const each of objectsOf(picture, kind).values()) all.set(each.uid, each);
  return all;
}

/** What made an object, the outermost first: Deployment, ReplicaSet. */
export function ownersOf(
  { owner }: Pick<ViewPod, 'owner'>,
  workloads: ReadonlyMap<string, ViewWorkload>,
): readonly ViewWorkload[] {
  const chain: ViewWorkload[] = [];
  for (let uid = owner?.uid; uid !== undefined && chain.length < 4;) {
    const found = workloads.get(uid);
    if (!found) break;
    chain.unshift(found);
    uid = found.owner?.uid;
  }
  return chain;
}

/** The name of what made a Pod, its kind before it; its direct owner where that is no workload. */
export function ownerName(pod: ViewPod, workloads: ReadonlyMap<string, ViewWorkload>): string | null {
  const owner = ownersOf(pod, workloads)[0] ?? pod.owner;
  return owner ? `${owner.kind} ${owner.name}` : null;
}

/** Pods below their owners. A workload without Pods is a group too; an old ReplicaSet without any is not shown. */
export function groupByOwner(
  pods: readonly ViewPod[],
  workloads: ReadonlyMap<string, ViewWorkload>,
  isShown: (workload: ViewWorkload) => boolean,
): readonly OwnerGroup[] {
  const byOwner = new Map<string, ViewPod[]>();
  for (const pod of pods) {
    const key = pod.owner && workloads.has(pod.owner.uid) ? pod.owner.uid : '';
    byOwner.set(key, [...(byOwner.get(key) ?? []), pod]);
  }
  const groups = new Map<string, { top: ViewWorkload; parts: OwnerGroup['parts'][number][] }>();
  const ordered = [...workloads.values()].filter(isShown).toSorted(byKindAndName);
  for (const workload of ordered)
    if (ownersOf(workload, workloads).length === 0) groups.set(workload.uid, { top: workload, parts: [] });
  for (const workload of ordered) {
    const top = ownersOf(workload, workloads)[0] ?? workload;
    const own = byOwner.get(workload.uid) ?? [];
    const isPart = own.length > 0 || (workload.uid !== top.uid && (workload.wanted ?? 0) > 0 && !isOver(workload));
    if (isPart) groups.get(top.uid)?.parts.push({ owner: workload, pods: own });
  }
  const bare = byOwner.get('') ?? [];
  return [
    ...Array.from(groups, ([key, group]) => ({ key, ...group })),
    ...(bare.length > 0 ? [{ key: '', top: undefined, parts: [{ owner: undefined, pods: bare }] }] : []),
  ];
}

function isOver({ kind, wanted, ready }: ViewWorkload): boolean {
  return kind === 'Job' && wanted !== null && ready !== null && ready >= wanted;
}

function byKindAndName(one: ViewWorkload, other: ViewWorkload): number {
  return (
    kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
    (one.namespace ?? '').localeCompare(other.namespace ?? '') ||
    one.name.localeCompare(other.name)
  );
}
