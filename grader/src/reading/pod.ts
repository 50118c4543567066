import { chinese, containerState, type ContainerStatus, formatRef, podObject, type PodRef } from '@drydock/lab';
import type { Container, Pod } from '@drydock/cluster';
import type { KubeObject } from '@drydock/model';
import { type Seen, bornAt, statusesOf } from './reading.ts';
import type { View } from './view.ts';
import { missing } from './not-found.ts';
import { say } from '../text/say.ts';

/**
 * Returns a Pod and one of its running containers, or else the reading that says what is there instead. The container is any of the Pod's, init and ephemeral ones
 * too; without a name the first app container. For a selector: the newest Pod that is not being deleted.
 */
export async function runningPod(
  view: View,
  pod: PodRef,
  container: string | undefined,
): Promise<{ object: KubeObject; container: string; seen?: undefined } | { seen: Seen }> {
  const wanted = podObject(pod);
  const object: Pod | undefined = pod.name === undefined ? await newest(view, pod) : await view.get(wanted);
  if (!object) return { seen: await missing(view, wanted) };
  const ref = { ...wanted, name: object.metadata.name };
  const names = containersOf(object).map(({ name }) => name);
  const name = container ?? names[0] ?? '';
  const status = statusesOf(object).find((found) => found.name === name);
  if (status?.state?.running !== undefined) return { object, container: name };
  const reason = names.includes(name)
    ? status
      ? { en: containerState(status), zh: containerState(status, chinese) }
      : phaseOf(object)
    : say((text) => text.noContainer(name, names));
  return {
    seen: {
      subject: formatRef(ref),
      state: 'unready',
      values: { self: object },
      objects: [object],
      reason,
      ...(!isBroken(status) && { bornAt: bornAt(object) }),
    },
  };
}

/** App containers first: the first of them is meant where none is named. Names are unique among all three lists. */
function containersOf({ spec = {} }: Pod): Container[] {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
}

/** A Pod as messages name it. */
export function nameOfPod({ metadata: { name, namespace } }: KubeObject): string {
  return formatRef({ apiVersion: 'v1', kind: 'Pod', name, ...(namespace !== undefined && { namespace }) });
}

async function newest(view: View, { namespace, selector }: PodRef): Promise<KubeObject | undefined> {
  const of = { apiVersion: 'v1', kind: 'Pod', namespace, ...(selector !== undefined && { selector }) };
  const isGoing = ({ metadata }: KubeObject): number => (metadata.deletionTimestamp === undefined ? 0 : 1);
  const [first] = (await view.list(of)).toSorted((a, b) => isGoing(a) - isGoing(b) || bornAt(b) - bornAt(a));
  return first;
}

/** A container that crashed or cannot be created will not start soon: the verdict does not wait for it. */
function isBroken(status: ContainerStatus | undefined): boolean {
  return (
    status?.state?.terminated !== undefined || /BackOff|Err|Error|Invalid/.test(status?.state?.waiting?.reason ?? '')
  );
}

function phaseOf(object: Pod): string {
  return object['status']?.phase ?? 'Pending';
}
