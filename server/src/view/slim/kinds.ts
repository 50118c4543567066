import { readableKinds, type ViewKind } from '@drydock/model';
import type { Slimmer } from './identity.ts';
import { slimHappening } from './happening.ts';
import { slimNode } from './node.ts';
import { slimPod } from './pod.ts';
import { slimEndpoints, slimService } from './service.ts';
import { slimClaim, slimStorageClass, slimVolume } from './storage.ts';
import { slimWorkload } from './workload.ts';

/** The kinds that are watched, and how each is made slim. */
export const watchedKinds: Readonly<Record<Exclude<ViewKind, 'PodUsage' | 'NodeUsage'>, Slimmer>> = {
  Node: slimNode,
  Pod: slimPod,
  Deployment: slimWorkload,
  ReplicaSet: slimWorkload,
  StatefulSet: slimWorkload,
  DaemonSet: slimWorkload,
  Job: slimWorkload,
  CronJob: slimWorkload,
  PersistentVolumeClaim: slimClaim,
  PersistentVolume: slimVolume,
  StorageClass: slimStorageClass,
  Service: slimService,
  EndpointSlice: slimEndpoints,
  Event: slimHappening,
};

export type WatchedKind = keyof typeof watchedKinds;

/** The API version by which a kind is watched. */
export const apiVersionOf = (kind: WatchedKind): string => readableKinds[kind];
