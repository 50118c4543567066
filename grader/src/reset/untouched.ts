import { type ApiService, type Cluster, getJson, isWorkload, leansOn } from '@drydock/cluster';
import { CourseError } from '@drydock/model';
import { isAsItWas, nameOf, readObjects, type System } from '../integrity/system.ts';
import type { OpenNode } from '../node.ts';
import { changedNodes, inspectNodes } from './node-state.ts';
import { broken } from './nodes-ready.ts';
import { fail } from '../text/fail.ts';

export interface LookOptions {
  readonly cluster: Cluster;
  readonly openNode: OpenNode;
  /** What the cluster ran for itself when the attempt got it. */
  readonly system: System;
  readonly signal: AbortSignal;
}

/** The most changes that a message names. */
const namesAtMost = 5;

/**
 * Rejects with `cluster_broken` when anything that the cluster runs for itself was changed, stopped or removed: a
 * new cluster is faster and safer than a repair.
 */
export async function demandUntouched({ cluster, openNode, system, signal }: LookOptions): Promise<void> {
  const nodes = system.nodes ?? [];
  // The API server may be what was stopped, so the nodes are asked first and not through it.
  demandNone(await inspectNodes(openNode, nodes, signal));
  try {
    // A group that another server answers for cannot be read.
    demandNone(await divertedApis(cluster, signal));
    const [objects, otherNodes] = await Promise.all([
      changedObjects(cluster, system, signal),
      system.nodes ? changedNodes(cluster, nodes, signal) : [],
    ]);
    demandNone([...otherNodes, ...objects]);
  } catch (error) {
    if (error instanceof CourseError && /^(cluster_unreachable|timeout)$/.test(error.code))
      throw broken('', error.message, error);
    throw error;
  }
}

function demandNone(changes: readonly string[]): void {
  if (changes.length > 0) throw touched(changes);
}

/** Returns the system's objects that have changed, and the workloads that depend on them. */
async function changedObjects(cluster: Cluster, system: System, signal: AbortSignal): Promise<readonly string[]> {
  // What a set-up removed is not missing, and what has its name now is the attempt's.
  const removed = new Set((system.removed ?? []).map(nameOf));
  const now = new Map((await readObjects(cluster, signal)).map((object) => [nameOf(object), object]));
  const wrong = system.objects.filter((was) => {
    if (removed.has(nameOf(was))) return false;
    const found = now.get(nameOf(was));
    return !found || !isAsItWas(was, found);
  });
  const names = new Set(wrong.map(nameOf));
  const shaken = system.objects.filter((was) => isWorkload(was) && leansOn(was).some((name) => names.has(name)));
  return [...new Set([...names, ...shaken.map(nameOf)])];
}

/** An APIService as the API server lists it. */
type Registered = ApiService & Required<Pick<ApiService, 'spec'>>;

/** Returns the API groups served by something other than the API server and metrics-server. */
async function divertedApis(cluster: Cluster, signal: AbortSignal): Promise<readonly string[]> {
  const path = '/apis/apiregistration.k8s.io/v1/apiservices';
  const { items = [] } = (await getJson<{ items?: readonly Registered[] }>(cluster, path, signal)) ?? {};
  return items
    .filter(({ metadata, spec }) => spec.service && metadata.name !== 'v1beta1.metrics.k8s.io')
    .map(({ metadata }) => `APIService ${metadata.name}`);
}

function touched(changes: readonly string[]): CourseError {
  return fail('cluster_broken', (text) => text.systemChanged(changes.slice(0, namesAtMost), changes.length));
}
