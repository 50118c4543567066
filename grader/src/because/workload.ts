import { formatRef } from '@drydock/lab';
import type { Condition, Service, Workload } from '@drydock/cluster';
import type { KubeObject, Text } from '@drydock/model';
import type { Look } from './look.ts';
import { becauseOfPod, pairs } from './pod.ts';
import { jobFailed, paused, refused, scaledToZero, selectsNothing } from './words.ts';

/** Kinds that make Pods through objects of another kind. */
const between: Readonly<Record<string, { readonly apiVersion: string; readonly kind: string }>> = {
  Deployment: { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  CronJob: { apiVersion: 'batch/v1', kind: 'Job' },
};

/** Kinds whose Pods explain why they are not as they should be. */
export const workloads: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicationController',
]);

const mostPods = 6;

/** Why a workload has not the Pods that it should have, or why they do not run. */
export async function becauseOfWorkload(look: Look, workload: Workload): Promise<Text | undefined> {
  const { kind = '' } = workload;
  const subject = nameOf(workload);
  const spec = workload.spec ?? {};
  if (spec.paused === true) return paused(subject);
  if (spec.replicas === 0) return scaledToZero(subject);
  const failed = conditionOf(workload, 'Failed');
  if (kind === 'Job' && failed)
    return (await becauseOfOwned(look, workload)) ?? jobFailed(subject, failed.reason ?? 'Failed', failed.message);
  const failure = conditionOf(workload, 'ReplicaFailure');
  if (failure) return refused(subject, failure.message ?? '');
  const found = await becauseOfOwned(look, workload);
  if (found || kind === 'Deployment') return found;
  const words = await look.warning(workload, ['FailedCreate']);
  return words === undefined ? undefined : refused(subject, words);
}

async function becauseOfOwned(look: Look, workload: KubeObject): Promise<Text | undefined> {
  const {
    kind = '',
    metadata: { namespace = '', uid },
  } = workload;
  const middle = between[kind];
  const owners = middle
    ? (await look.list({ ...middle, namespace })).filter((each) => isOwned(each, [uid]))
    : [workload];
  const pods = await look.list({ apiVersion: 'v1', kind: 'Pod', namespace });
  return becauseOfPods(
    look,
    pods.filter((pod) =>
      isOwned(
        pod,
        owners.map(({ metadata }) => metadata.uid),
      ),
    ),
  );
}

/** Returns the cause of the newest Pod that has one: an older Pod may come from a template that was fixed since. */
export async function becauseOfPods(look: Look, pods: readonly KubeObject[]): Promise<Text | undefined> {
  const newestFirst = pods.toSorted((a, b) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp));
  for (const pod of newestFirst.filter(({ metadata }) => metadata.deletionTimestamp === undefined).slice(0, mostPods)) {
    const found = await becauseOfPod(look, pod);
    if (found) return found;
  }
  return undefined;
}

/** Explains why a Service has no endpoint. */
export async function becauseOfService(look: Look, service: Service): Promise<Text | undefined> {
  const { name, namespace = '' } = service.metadata;
  const selector = pairs(service.spec?.selector);
  if (selector === undefined) return undefined;
  const pods = await look.list({ apiVersion: 'v1', kind: 'Pod', namespace, selector });
  return pods.length === 0 ? selectsNothing(`${namespace}/${name}`, selector) : becauseOfPods(look, pods);
}

function isOwned({ metadata }: KubeObject, uids: readonly string[]): boolean {
  return (metadata.ownerReferences ?? []).some(({ uid }) => uids.includes(uid));
}

function conditionOf({ status }: Workload, type: string): Condition | undefined {
  return status?.conditions?.find((each) => each.type === type && each.status === 'True');
}

/** What messages call an object. */
export function nameOf({ apiVersion = 'v1', kind = '', metadata: { name, namespace } }: KubeObject): string {
  return formatRef({ apiVersion, kind, name, ...(namespace !== undefined && { namespace }) });
}
