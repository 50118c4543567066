import { rm } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { CourseError } from '@drydock/model';
import { attempt, commandFailed } from '../../run.ts';
import { dockerIfThere } from './docker.ts';
import { clusterName } from './names.ts';
import { readNetworks } from './network.ts';
import { agentDirectory, keyDirectory, type KindSettings } from './options.ts';
import { readParts } from './survey.ts';

const destroyTimeoutMs = 120_000;

/**
 * Removes all of a sandbox; the network goes last, so that a destroy cut short leaves a mark to sweep. Waits for the process group of a kind that still
 * works on it, because its Docker clients may make containers behind our back. Does nothing to a sandbox of another installation.
 */
export async function destroy(settings: KindSettings, id: string, kindGroup?: number): Promise<void> {
  if (!(await isOurs(settings, id))) return;
  const deadline = performance.now() + destroyTimeoutMs;
  for (;;) {
    const wasBusy = kindGroup !== undefined && isGroupAlive(kindGroup);
    await removeContainers(id);
    const left = await readParts(id);
    if (!wasBusy && left.length === 0) break;
    if (performance.now() > deadline) {
      throw new CourseError(
        'timeout',
        `The containers of the sandbox ${id} could not be removed: ${left.map(({ name }) => name).join(' ')}.`,
        `Look at \`docker ps --all --filter name=${clusterName(id)}\`.`,
      );
    }
    await delay(50);
  }
  for (const directory of [keyDirectory(settings, id), agentDirectory(settings, id)])
    await rm(directory, { recursive: true, force: true });
  await removeNetwork(id);
}

async function isOurs(settings: KindSettings, id: string): Promise<boolean> {
  const [networks, parts] = await Promise.all([readNetworks(settings), readParts(id)]);
  return (
    networks.some((network) => network.id === id) || parts.some(({ labels }) => labels.instance === settings.instance)
  );
}

async function removeContainers(id: string): Promise<void> {
  const names = (await readParts(id)).map(({ name }) => name);
  if (names.length > 0) await dockerIfThere(['rm', '--force', '--volumes', ...names], { timeoutMs: destroyTimeoutMs });
}

async function removeNetwork(id: string): Promise<void> {
  const args = ['network', 'rm', clusterName(id)];
  const result = await attempt('docker', args);
  if (result.exitCode !== 0 && !/not found|No such network/iu.test(result.stderr))
    throw commandFailed(['docker', ...args], result);
}

function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}
