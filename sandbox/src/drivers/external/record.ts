import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@drydock/host';
import { codeOf } from '@drydock/model';
import { z } from 'zod';
import { keyDirectory } from '../docker/settings.ts';
import { NodeContainer } from './nodes/node-container.ts';
import type { ExternalSettings } from './settings.ts';

/** A node as the student found it. */
export const KeptNode = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  taints: z.array(z.unknown()),
  isUnschedulable: z.boolean(),
});
export type KeptNode = z.infer<typeof KeptNode>;

/** What this host keeps of a sandbox in a cluster that is lent; written before anything is made in the cluster. */
const Record = z.object({
  context: z.string(),
  /** The uid of the namespace kube-system: it identifies the cluster. */
  cluster: z.string(),
  nodes: z.array(KeptNode),
  /** The nodes that may be entered, the control plane's first. */
  containers: z.array(NodeContainer).default([]),
  token: z.string().optional(),
});
export type Record = z.infer<typeof Record>;

/** Writes the record where the workspace never sees it. */
export async function writeRecord(settings: ExternalSettings, id: string, record: Record): Promise<void> {
  await writeAtomically(file(settings, id), JSON.stringify(record));
}

/** Reads the record; undefined when nothing was made in a cluster. */
export async function readRecord(settings: ExternalSettings, id: string): Promise<Record | undefined> {
  try {
    return Record.parse(JSON.parse(await readFile(file(settings, id), 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function file({ docker }: ExternalSettings, id: string): string {
  return join(keyDirectory(docker, id), 'lease.json');
}
