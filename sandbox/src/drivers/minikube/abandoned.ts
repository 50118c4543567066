import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { isGroupAlive, isProcessAlive } from '@drydock/host';
import { unfinishedWorkspacePart } from '../docker/names.ts';
import { type DockerSettings, keyDirectory } from '../docker/settings.ts';
import { readParts } from '../docker/survey.ts';

/** Returns the half-made sandboxes of this installation whose maker is gone, those among them whose network was being made again at that moment. */
export async function abandoned({ instance }: DockerSettings): Promise<readonly string[]> {
  const unfinished = (await readParts()).filter(({ part, labels }) => {
    const isOurs = part === unfinishedWorkspacePart && labels.instance === instance;
    return isOurs && !isProcessAlive(labels.maker);
  });
  return unfinished.map(({ id }) => id);
}

/** Ends the minikube that a killed maker left: it would go on for minutes with nodes that are being removed. */
export async function endStart(settings: DockerSettings, id: string): Promise<void> {
  const group = await readFile(join(keyDirectory(settings, id), 'maker.group'), 'utf8').catch(() => undefined);
  if (group === undefined || !isGroupAlive(group)) return;
  try {
    process.kill(-Number.parseInt(group, 10), 'SIGTERM');
  } catch {
    // It has just ended.
  }
}
