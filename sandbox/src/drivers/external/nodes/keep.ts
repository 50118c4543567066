import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { demandDocker, writeAtomically } from '@drydock/host';
import { codeOf } from '@drydock/model';
import { z } from 'zod';
import { onNode } from '../../docker/inside/on-node.ts';
import { keyDirectory } from '../../docker/settings.ts';
import type { ExternalSettings } from '../settings.ts';
import { isNodeThere } from './find.ts';
import type { NodeContainer } from './node-container.ts';
import { keepFiles, listVolume, removeListed, restoreFiles } from './scripts.ts';

const scriptMs = 60_000;

/** A node's files as the student found them: the archive of those that are put back, and what was there beside them. */
const Kept = z.object({ archive: z.string(), added: z.array(z.string()), volume: z.array(z.string()) });

const Changes = z.array(z.object({ Path: z.string(), Kind: z.number() })).nullable();
const isAdded = 1;

/** Paths below which a node itself makes files, or whose files the archive has. */
const ofOthers = /^\/(?:etc|root|home|srv|kind|proc|sys|dev|run|tmp|var|opt\/local-path-provisioner)(?:\/|$)/u;

/** Keeps the files of the nodes on this host, where the student never sees them. Changes nothing on a node. */
export async function keepNodes(
  settings: ExternalSettings,
  id: string,
  nodes: readonly NodeContainer[],
): Promise<void> {
  await Promise.all(
    nodes.map(async (node) => {
      const kept = { archive: await script(node, keepFiles), added: await addedTo(node), volume: await volumeOf(node) };
      const path = file(settings, id, node);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeAtomically(path, JSON.stringify(kept));
    }),
  );
}

/**
 * Gives the nodes back: the kept files are as they were, and files that were made since are gone. What runs there by them is restarted only where one of them had changed. A node that is no
 * more, or was made again, needs nothing.
 */
export async function restoreKeptNodes(
  settings: ExternalSettings,
  id: string,
  nodes: readonly NodeContainer[],
): Promise<void> {
  await Promise.all(
    nodes.map(async (node) => {
      const kept = await readKept(file(settings, id, node));
      if (!kept || !(await isNodeThere(node))) return;
      await script(node, restoreFiles, kept.archive);
      const [added, volume] = [new Set(kept.added), new Set(kept.volume)];
      const made = [
        ...(await addedTo(node)).filter((path) => !added.has(path)),
        ...(await volumeOf(node)).filter((path) => !volume.has(path)),
      ];
      if (made.length > 0) await script(node, removeListed, made.map((path) => `${path}\n`).join(''));
    }),
  );
}

/** What was added to the container since it was made, as Docker knows it: volumes and mounts are not in it. */
async function addedTo({ container }: NodeContainer): Promise<readonly string[]> {
  const asked = {
    command: ['docker', 'diff', container],
    method: 'GET',
    path: `/containers/${container}/changes`,
  } as const;
  const changes = Changes.parse(await demandDocker(asked)) ?? [];
  return changes.filter(({ Path, Kind }) => Kind === isAdded && !ofOthers.test(Path)).map(({ Path }) => Path);
}

async function volumeOf(node: NodeContainer): Promise<readonly string[]> {
  const lines = (await script(node, listVolume)).split('\n').filter((line) => line !== '');
  return lines.map((path) => `/${path}`);
}

function script({ container }: NodeContainer, text: string, input?: string): Promise<string> {
  return onNode(container, ['bash', '-c', text], { timeoutMs: scriptMs, ...(input !== undefined && { input }) });
}

async function readKept(path: string): Promise<z.output<typeof Kept> | undefined> {
  try {
    return Kept.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function file({ docker }: ExternalSettings, id: string, { container }: NodeContainer): string {
  return join(keyDirectory(docker, id), 'nodes', `${container}.json`);
}
