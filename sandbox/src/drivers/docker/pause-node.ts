import { rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { askDocker, refusedByDocker } from '@drydock/host';
import type { Cancellable } from '../../driver.ts';
import { fail } from '../../text/fail.ts';
import { containerName } from './names.ts';
import type { DockerSettings } from './settings.ts';
import { type Found, pausedMark } from './survey.ts';

type Of = Pick<Found, 'id' | 'profile'>;

/** Stops one worker. The mark comes first: a pause without it would be taken for a frozen sandbox, and undone by the next thaw. */
export async function pauseNode(settings: DockerSettings, of: Of, name: string, how: Cancellable = {}): Promise<void> {
  const part = partOf(settings, of, name);
  if (part === settings.maker.controlPlane.part) throw fail('conflict', (text) => text.onlyWorkers(name));
  const mark = pausedMark(settings, of.id, part);
  await writeFile(mark, '', { mode: 0o600 });
  try {
    await setPaused('pause', containerName(of.id, part), how);
  } catch (error) {
    await rm(mark, { force: true });
    throw error;
  }
}

/** Has a worker go on. */
export async function resumeNode(settings: DockerSettings, of: Of, name: string, how: Cancellable = {}): Promise<void> {
  const part = partOf(settings, of, name);
  await setPaused('unpause', containerName(of.id, part), how);
  await rm(pausedMark(settings, of.id, part), { force: true });
}

const pauseTries = 10;
const pauseAgainMs = 500;

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
    if (tries === pauseTries || !/unable to freeze/iu.test(refusal)) throw refusedByDocker(command, refusal);
    await delay(pauseAgainMs, undefined, { ...(signal && { signal }) });
  }
}

function partOf({ maker }: DockerSettings, { id, profile }: Of, name: string): string {
  const nodes = new Map(Object.entries(maker.nodes(profile)));
  const part = nodes.get(name);
  if (part === undefined) throw fail('not_found', (text) => text.noNode(id, name, [...nodes.keys()].join(', ')));
  return part;
}
