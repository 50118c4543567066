import { writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { askDocker, isGroupAlive, nameProcess, refusedByDocker } from '@drydock/host';
import type { CourseError } from '@drydock/model';
import { clusterName } from './names.ts';
import { readNetworks } from './network.ts';
import { removeContainer } from './remove-container.ts';
import { agentDirectory, keyDirectory, type DockerSettings } from './settings.ts';
import { type Part, readParts } from './survey.ts';
import { fail } from '../../text/fail.ts';

const destroyTimeoutMs = 120_000;

/**
 * Removes all of a sandbox; the network goes last, so that a destroy cut short leaves a mark to sweep. Waits for the process group that still
 * makes its nodes, ours or an orphan, because its Docker clients may make containers behind our back. Does nothing to a sandbox of another installation.
 */
export async function destroy(settings: DockerSettings, id: string): Promise<void> {
  if (!(await isOurs(settings, id))) return;
  const makerGroup = await readGroup(settings, id);
  const deadline = performance.now() + destroyTimeoutMs;
  for (;;) {
    const wasBusy = makerGroup !== undefined && isGroupAlive(makerGroup);
    await removeContainers(id);
    const left = await readParts(id);
    if (!wasBusy && left.length === 0 && (await removeRest(settings, id))) return;
    if (performance.now() > deadline) throw stuck(id, left);
    await delay(50);
  }
}

/** Removes files and then the network; false when a container has joined the network meanwhile. */
async function removeRest(settings: DockerSettings, id: string): Promise<boolean> {
  for (const directory of [keyDirectory(settings, id), agentDirectory(settings, id)]) {
    await rm(directory, { recursive: true, force: true });
  }
  const command = ['docker', 'network', 'rm', clusterName(id)];
  const { status, refusal } = await askDocker({ command, method: 'DELETE', path: `/networks/${clusterName(id)}` });
  if (refusal === undefined || status === 404) return true;
  if (/active endpoints/iu.test(refusal)) return false;
  throw refusedByDocker(command, refusal);
}

function stuck(id: string, left: readonly Part[]): CourseError {
  const names = left.map(({ name }) => name).join(' ');
  return fail('timeout', (text) => text.notRemoved(id, names, clusterName(id)));
}

/** Remembers the process group that makes the nodes of a sandbox where a later process finds it. */
export function rememberGroup(settings: DockerSettings, id: string, leader: number): void {
  writeFileSync(groupFile(settings, id), nameProcess(leader), { mode: 0o600 });
}

async function readGroup(settings: DockerSettings, id: string): Promise<string | undefined> {
  try {
    return await readFile(groupFile(settings, id), 'utf8');
  } catch {
    return undefined; // Nothing began to make its nodes.
  }
}

function groupFile(settings: DockerSettings, id: string): string {
  return join(keyDirectory(settings, id), 'maker.group');
}

async function isOurs(settings: DockerSettings, id: string): Promise<boolean> {
  const [networks, parts] = await Promise.all([readNetworks(settings), readParts(id)]);
  return (
    networks.some((network) => network.id === id) || parts.some(({ labels }) => labels.instance === settings.instance)
  );
}

async function removeContainers(id: string): Promise<void> {
  const names = (await readParts(id)).map(({ name }) => name);
  await Promise.all(names.map(removeContainer));
}
