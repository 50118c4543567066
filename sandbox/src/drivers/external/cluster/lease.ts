import { hostname } from 'node:os';
import { nameThisProcess } from '@drydock/host';
import { z } from 'zod';
import type { Holder } from '../text/en.ts';
import type { LentCluster } from './open.ts';
import { until } from './wait.ts';

/**
 * The mark in the cluster that it is lent. There is one of this name, and the API server lets one make it: two Drydocks cannot have a cluster together, nor two
 * contexts of one cluster. It holds the student's ServiceAccount, and goes last.
 */
export const leaseNamespace = 'drydock-lease';

/** The label of what is made in the cluster beside what is in the namespace; its value is the sandbox. */
export const sandboxLabel = 'drydock.sandbox';
const holderNote = 'drydock.holder';
const path = `/api/v1/namespaces/${leaseNamespace}`;

const Note = z.object({
  sandbox: z.string(),
  instance: z.string(),
  maker: z.string(),
  host: z.string(),
  context: z.string(),
});

/** Who has the cluster, since when by its own clock, and whether it is giving it back. */
export interface Lease extends Holder {
  readonly instance: string;
  readonly maker: string;
  readonly isEnding: boolean;
}

const Namespace = z.object({
  metadata: z.object({
    creationTimestamp: z.string(),
    deletionTimestamp: z.string().optional(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});

/** Takes the cluster for a sandbox; false when somebody has it. */
export async function takeLease(
  { ask, context }: LentCluster,
  { id, instance }: { readonly id: string; readonly instance: string },
): Promise<boolean> {
  const note = { sandbox: id, instance, maker: nameThisProcess(), host: hostname(), context: context.name };
  const metadata = {
    name: leaseNamespace,
    labels: { [sandboxLabel]: id },
    annotations: { [holderNote]: JSON.stringify(note) },
  };
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata };
  const { status } = await ask('/api/v1/namespaces', { method: 'POST', body, may: [409] });
  return status !== 409;
}

/** Returns who has the cluster. A namespace of this name that is not of Drydock has a holder of no name. */
export async function readLease({ ask }: LentCluster, signal?: AbortSignal): Promise<Lease | undefined> {
  const { status, body } = await ask(path, { may: [404], signal });
  if (status === 404) return undefined;
  const { metadata } = Namespace.parse(body);
  const nobody = { sandbox: '?', instance: '', maker: '', host: '?', context: '?' };
  const note = Note.safeParse(parsed(metadata.annotations[holderNote] ?? '')).data ?? nobody;
  return { ...note, since: metadata.creationTimestamp, isEnding: metadata.deletionTimestamp !== undefined };
}

/** Removes the mark; resolves when it is gone. */
export async function endLease(lent: LentCluster, withinMs: number): Promise<void> {
  await lent.ask(path, { method: 'DELETE', may: [404, 409] });
  await leaseGone(lent, withinMs);
}

/** Resolves when nobody has the cluster any more. */
export async function leaseGone(lent: LentCluster, withinMs: number, signal?: AbortSignal): Promise<void> {
  const what = `remove the namespace ${leaseNamespace}`;
  const gone = async () => ((await readLease(lent, signal)) === undefined ? true : undefined);
  await until(gone, { context: lent.context.name, what, withinMs, signal });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
