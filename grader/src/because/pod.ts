import type { Pod, PodSpec } from '@drydock/cluster';
import type { KubeObject, Text } from '@drydock/model';
import { becauseOfClaim } from './claim.ts';
import { becauseOfContainer, containersOf } from './container.ts';
import type { Look } from './look.ts';
import { evicted, notHealthy, unknownNode, unknownScheduler, unscheduled } from './words.ts';

/** Why a Pod does not run, or is not ready. */
export async function becauseOfPod(look: Look, pod: Pod): Promise<Text | undefined> {
  const spec = pod.spec ?? {};
  const {
    phase,
    reason,
    message,
    conditions = [],
    initContainerStatuses = [],
    containerStatuses = [],
  } = pod.status ?? {};
  const { name } = pod.metadata;
  if (phase === 'Failed' && reason !== undefined) return evicted(name, reason, message);
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  if (phase === 'Pending' && scheduled?.status === 'False') return becauseOfNode(look, pod, spec, scheduled.message);
  if (phase === 'Pending' && !scheduled && containerStatuses.length + initContainerStatuses.length === 0) {
    const { schedulerName = 'default-scheduler', nodeName } = spec;
    if (nodeName !== undefined)
      return (await look.get({ apiVersion: 'v1', kind: 'Node', name: nodeName }))
        ? undefined
        : unknownNode(name, nodeName);
    return schedulerName === 'default-scheduler' ? undefined : unknownScheduler(name, schedulerName);
  }
  const isInitDone = initContainerStatuses.every(
    ({ state }) => state?.terminated?.exitCode === 0 || state?.running !== undefined,
  );
  for (const status of isInitDone ? containerStatuses : initContainerStatuses) {
    const container = containersOf(spec).find((each) => each.name === status.name);
    const found = await becauseOfContainer(look, pod, status, container);
    if (found) return found;
    const isProbed = container?.readinessProbe !== undefined || container?.startupProbe !== undefined;
    if (status.state?.running === undefined || status.ready !== false || !isProbed) continue;
    const words = await look.warning(pod, ['Unhealthy']);
    if (words !== undefined) return notHealthy(status.name, words);
  }
  return undefined;
}

async function becauseOfNode(look: Look, pod: KubeObject, spec: PodSpec, message: string | undefined): Promise<Text> {
  const { name, namespace = '' } = pod.metadata;
  if (/unbound|persistentvolumeclaim/i.test(message ?? '')) {
    const names = (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
    for (const claimName of names.slice(0, 3)) {
      const claim = await look.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claimName });
      const found = claim && (await becauseOfClaim(look, claim));
      if (found) return found;
    }
  }
  const isSelected = /node affinity\/selector/.test(message ?? '');
  return unscheduled(name, isSelected ? pairs(spec.nodeSelector) : undefined, message);
}

/** Labels as kubectl writes them; undefined for none. */
export function pairs(labels: Readonly<Record<string, string>> = {}): string | undefined {
  const all = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return all.length === 0 ? undefined : all.join(',');
}
