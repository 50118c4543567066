import { rm, writeFile } from 'node:fs/promises';
import type { Cancellable } from '../../driver.ts';
import { fail } from '../../text/fail.ts';
import { setPaused } from './inside/pause.ts';
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

function partOf({ maker }: DockerSettings, { id, profile }: Of, name: string): string {
  const nodes = new Map(Object.entries(maker.nodes(profile)));
  const part = nodes.get(name);
  if (part === undefined) throw fail('not_found', (text) => text.noNode(id, name, [...nodes.keys()].join(', ')));
  return part;
}
