import { type KubeObject } from '../objects.ts';
import { type Seen, bornAt } from '../reading.ts';
import { type PodRef, formatRef, podObject } from '../reference.ts';
import type { View } from '../view.ts';
import { missing } from './miss.ts';

interface ContainerStatus {
  readonly name: string;
  readonly state?: { readonly running?: unknown; readonly waiting?: { reason?: string }; readonly terminated?: { reason?: string; exitCode?: number } };
}

/** A Pod and one of its containers that runs; otherwise the reading that says what is there instead. */
export async function runningPod(
  view: View,
  pod: PodRef,
  container: string | undefined,
): Promise<{ object: KubeObject; container: string; seen?: undefined } | { seen: Seen }> {
  const ref = podObject(pod);
  const object = await view.get(ref);
  if (!object) return { seen: await missing(view, ref) };
  const names = ((object['spec'] as { containers?: { name: string }[] } | undefined)?.containers ?? []).map(({ name }) => name);
  const name = container ?? names[0] ?? '';
  const status = (object['status'] as { containerStatuses?: ContainerStatus[] } | undefined)?.containerStatuses?.find((found) => found.name === name);
  if (status?.state?.running !== undefined) return { object, container: name };
  return { seen: { subject: formatRef(ref), state: 'unready', values: { self: object }, objects: [object], reason: stateOf(object, name, names, status), bornAt: bornAt(object) } };
}

function stateOf(object: KubeObject, name: string, names: readonly string[], status: ContainerStatus | undefined): string {
  if (!names.includes(name)) return `no container ${name}, only ${names.join(', ')}`;
  const { waiting, terminated } = status?.state ?? {};
  if (waiting) return waiting.reason ?? 'waiting';
  if (terminated) return `${terminated.reason ?? 'Terminated'}, exit code ${terminated.exitCode ?? '?'}`;
  return (object['status'] as { phase?: string } | undefined)?.phase ?? 'Pending';
}
