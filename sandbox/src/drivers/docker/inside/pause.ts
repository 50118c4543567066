import { setTimeout as delay } from 'node:timers/promises';
import { askDocker, refusedByDocker } from '@drydock/host';
import type { Cancellable } from '../../../driver.ts';

const mostTries = 10;
const againMs = 500;

/**
 * Pauses a container or has it go on; one that is as asked already is no error. A container that starts programs faster than its control group freezes them, as a node does that has just been made on a
 * busy host, is left running by runc (cgroup v1), and asked again.
 */
export async function setPaused(
  verb: 'pause' | 'unpause',
  container: string,
  { signal }: Cancellable,
  ask = askDocker,
): Promise<void> {
  const command = ['docker', verb, container];
  const path = `/containers/${container}/${verb}`;
  for (let tries = 1; ; tries++) {
    const { refusal } = await ask({ command, method: 'POST', path }, { signal });
    if (refusal === undefined || /is (?:already|not) paused/iu.test(refusal)) return;
    if (tries === mostTries || !/unable to freeze/iu.test(refusal)) throw refusedByDocker(command, refusal);
    await delay(againMs, undefined, { ...(signal && { signal }) });
  }
}
