import { pause } from '@drydock/cluster';
import { type Check, formatRef, kindOf } from '@drydock/lab';
import type { ObjectRef } from '@drydock/model';
import { type CheckMemory, type Facts, judge, untried } from '../verdict/judge.ts';
import type { CheckReadings } from '../reading/reading.ts';
import { read, requestOf } from '../probe/read.ts';
import type { Reading } from '../reading/reading.ts';
import { type Judged, readCheck } from './round.ts';
import type { View } from '../reading/view.ts';
import { say } from '../text/say.ts';

const lookAgainMs = 1000;

/** Returns the state of a check that acts, without acting. */
export async function lookOnly(check: Check, view: View, facts: Facts, memory: CheckMemory): Promise<Judged> {
  const ref = objectOf(check);
  const request = requestOf(check.probe);
  const pod = await read(view, { kind: 'resource', ref, absent: false });
  const uid = pod.objects[0]?.metadata.uid;
  if (memory.acted && memory.wasTrueOf !== undefined && memory.wasTrueOf === uid) {
    return { check, readings: memory.acted, verdict: judge(check, memory.acted, facts, memory) };
  }
  // What was not tried must not pass by the state of the Pod alone, now or when the evidence is judged again.
  const main: Reading =
    pod.state === 'found'
      ? { ...pod, state: 'unready', reason: say((text) => text.notTried), request }
      : { ...pod, request };
  const readings = { main, with: {} };
  const verdict = pod.state === 'found' ? untried(check, formatRef(ref), facts) : judge(check, readings, facts, memory);
  return { check, readings, verdict };
}

/** Returns the object for which a check that acts remembers that it has acted: the Pod of a command, or the object of code. */
function objectOf({ probe }: Check): ObjectRef {
  const ref = kindOf(probe).actsOn?.(probe);
  if (ref) return ref;
  throw new TypeError(`a probe of kind ${probe.kind} does not act`);
}

/** Runs the check's command once and then reads the Pod until the condition holds, at most for `within`. Code does its own waiting. */
export async function act(
  check: Check,
  open: () => View,
  facts: () => Facts,
  memory: CheckMemory,
  signal: AbortSignal,
): Promise<Judged> {
  const ref = objectOf(check);
  const done = await readCheck(check, open());
  const actedAt = Date.now();
  let readings: CheckReadings = done;
  let verdict = judge(check, readings, facts(), memory);
  while (
    !kindOf(check.probe).judgesItself &&
    done.main.state === 'found' &&
    verdict.outcome !== 'pass' &&
    Date.now() - actedAt < check.withinMs
  ) {
    await pause(lookAgainMs, signal);
    const now = await read(open(), { kind: 'resource', ref, absent: false });
    if (now.state !== 'found') continue;
    readings = {
      ...done,
      main: { ...done.main, values: { ...done.main.values, ...now.values }, objects: now.objects, bornAt: actedAt },
    };
    verdict = judge(check, readings, facts(), memory);
  }
  memory.acted = readings;
  return { check, readings, verdict: { ...verdict, pending: false } };
}
