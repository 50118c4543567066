import { type Check, kindOf } from '@drydock/lab';
import type { KubeObject, Text, Verdict } from '@drydock/model';
import type { CheckReadings } from '../reading/reading.ts';
import { becauseOfClaim, becauseOfVolume } from './claim.ts';
import type { Look } from './look.ts';
import { becauseOfPod } from './pod.ts';
import { becauseOfService, becauseOfWorkload, nameOf, workloads } from './workload.ts';
import { refused, terminating } from './words.ts';

const mostObjects = 6;
/** How much longer than its own time a deletion may take before something holds it (ms). */
const deletionMs = 5000;

/**
 * Explains from the state of the cluster why a check does not pass; undefined when nothing there explains it. A courtesy: what cannot be read is left out.
 */
export async function because(
  look: Look,
  check: Check,
  { main, with: further }: CheckReadings,
  verdict: Verdict,
): Promise<Text | undefined> {
  if (verdict.outcome !== 'fail' || isOnlyAboutSpec(check)) return undefined;
  try {
    if (verdict.missing !== undefined) return await becauseOfMissing(look, check);
    const objects = [main, ...Object.values(further)].flatMap((reading) =>
      reading.objects.filter(({ kind }) => kind !== 'Event'),
    );
    for (const object of objects.slice(0, mostObjects)) {
      const found = await becauseOf(look, object);
      if (found) return found;
    }
  } catch {
    // The verdict is true without it.
  }
  return undefined;
}

/** What a student wrote is wrong whatever has become of it: its rows say so. */
function isOnlyAboutSpec({ probe, that }: Check): boolean {
  return kindOf(probe).asksPresence === 'object' && that !== undefined && !/status|now\b/i.test(that);
}

async function becauseOf(look: Look, object: KubeObject): Promise<Text | undefined> {
  const { kind = '', metadata } = object;
  if (metadata.deletionTimestamp !== undefined) {
    const isStuck = look.now > Date.parse(metadata.deletionTimestamp) + deletionMs;
    return terminating(nameOf(object), isStuck, metadata.finalizers ?? []);
  }
  if (kind === 'Pod') return becauseOfPod(look, object);
  if (kind === 'Service') return becauseOfService(look, object);
  if (kind === 'PersistentVolumeClaim') return becauseOfClaim(look, object);
  if (kind === 'PersistentVolume') return becauseOfVolume(object);
  return workloads.has(kind) ? becauseOfWorkload(look, object) : undefined;
}

/** Explains why an object does not exist although it was requested: its namespace is being deleted, or a controller's Pods are refused. */
async function becauseOfMissing(look: Look, { probe }: Check): Promise<Text | undefined> {
  const [of] = kindOf(probe).watches(probe);
  const { namespace } = of ?? {};
  if (namespace === undefined || namespace === '*') return undefined;
  const space = await look.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
  if (space?.metadata.deletionTimestamp !== undefined) return terminating(nameOf(space), false, []);
  if (space === undefined) return undefined;
  const isOfPods = of?.kind === 'Pod' && kindOf(probe).object?.(probe) === undefined;
  const found = isOfPods ? await look.warningIn(namespace, 'FailedCreate') : undefined;
  return found && refused(found.of, found.words);
}
