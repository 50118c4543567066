import type { ContainerStatus, Pod } from '@drydock/cluster';
import type { Subject } from '@drydock/lab';
import type { KubeObject, ObjectRef } from '@drydock/model';
import type { Reason } from './reason.ts';

/** An object that does not exist, and what exists instead. */
export interface Miss {
  readonly what: ObjectRef;
  readonly isNamespaceMissing: boolean;
  /** The cluster does not even know the kind: the student has to define it. */
  readonly isKindMissing?: true;
  /** There is no cluster that could have it: the student has to make one. */
  readonly isClusterMissing?: true;
  /** Objects that could have been meant: the same name elsewhere, or a similar name in the same place. */
  readonly near: readonly { readonly namespace?: string; readonly name: string }[];
}

/** What one probe read: plain data, so that evidence can be judged again without the cluster. */
export interface Reading {
  /** The subject of messages: `Pod mem-example/memory-demo`. Evidence from before has a text in English only. */
  readonly subject: Subject;
  readonly state: 'found' | 'missing' | 'unready' | 'unavailable';
  /** The names an expression may use, as JSON. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly objects: readonly KubeObject[];
  readonly miss?: Miss;
  /** Why a probe could not run (unready: the student's object is not ready; unavailable: the cluster failed). */
  readonly reason?: Reason;
  /** When what is looked at began (ms): `within` counts from here. */
  readonly bornAt?: number;
  /** The longest that waiting can change what was seen, however long `within` is (ms). */
  readonly waitAtMostMs?: number;
  /**
   * Why what was not found may have been there: the sender leaves events out (`filtered`), the API server has dropped them (`expired`), there were more than are kept
   * (`full`).
   */
  readonly mayLack?: 'filtered' | 'expired' | 'full';
  /** What was asked, for the evidence. */
  readonly request: string;
  readonly tookMs: number;
}

/** Everything one check read in one round. */
export interface CheckReadings {
  readonly main: Reading;
  readonly with: Readonly<Record<string, Reading>>;
}

/** A reading without its frame: what a probe itself knows. */
export type Seen = Omit<Reading, 'request' | 'tookMs'>;

/** Returns when an object was created (ms). */
export function bornAt({ metadata }: KubeObject): number {
  return Date.parse(metadata.creationTimestamp);
}

/** Rounds a time down to the second, in ms: times of the API have no fraction. */
export function secondOf(time: Date): number {
  return Math.floor(time.getTime() / 1000) * 1000;
}

/** Whether an object was made since the attempt began. */
export function isYoung(object: KubeObject, startedAt: Date): boolean {
  return bornAt(object) >= secondOf(startedAt);
}

/** Returns when the youngest running container of a Pod started; without one, when the Pod was created. */
export function startedAt(pod: Pod): number {
  const statuses = statusesOf(pod);
  return Math.max(bornAt(pod), ...statuses.map(({ state }) => Date.parse(state?.running?.startedAt ?? '') || 0));
}

/** Returns the statuses of all containers of a Pod: app, init and ephemeral ones. */
export function statusesOf({ status = {} }: Pod): ContainerStatus[] {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = status;
  return [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
}
