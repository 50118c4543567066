import { setTimeout as delay } from 'node:timers/promises';
import { CourseError } from '@drydock/model';
import { destroy as destroyInDocker } from '../docker/destroy.ts';
import { readNetworks } from '../docker/network.ts';
import { removeContainer } from '../docker/remove-container.ts';
import { readParts } from '../docker/survey.ts';
import { cleanCluster } from './cluster/clean.ts';
import { unguardCluster } from './cluster/guard.ts';
import { endLease, readLease } from './cluster/lease.ts';
import { restoreNodes } from './cluster/nodes.ts';
import { type LentCluster, openLent } from './cluster/open.ts';
import { dismissStudent } from './cluster/student.ts';
import { restoreKeptNodes } from './nodes/keep.ts';
import { readRecord, type Record } from './record.ts';
import type { ExternalSettings } from './settings.ts';
import { clusterUid } from './cluster/uid.ts';

const cleanWithinMs = 120_000;
const repairWithinMs = 120_000;
const lookAgainMs = 1000;

/**
 * Gives the cluster back: the student's rights go first, then what was made since it was lent, and the lease last; then what is in Docker. A destroy cut short leaves the network
 * as a mark to sweep. A cluster that is gone for good, because its context is gone or leads to another cluster, needs nothing.
 */
export async function destroy(settings: ExternalSettings, id: string): Promise<void> {
  const { docker } = settings;
  const [networks, parts] = await Promise.all([readNetworks(docker), readParts(id)]);
  const isOurs =
    networks.some((network) => network.id === id) || parts.some(({ labels }) => labels.instance === docker.instance);
  if (!isOurs) return;
  await Promise.all(parts.map(({ name }) => removeContainer(name)));
  const record = await readRecord(settings, id);
  if (record) await repairing(settings, id, record, () => giveBack(settings, id, record));
  await destroyInDocker(docker, id);
}

/**
 * Gives a cluster back whose nodes could be entered, also where what a student did there keeps it from answering: then its nodes are given back first, and the rest when it answers. Any
 * other cluster that does not answer is asked once.
 */
async function repairing(
  settings: ExternalSettings,
  id: string,
  { containers }: Record,
  giving: () => Promise<void>,
): Promise<void> {
  const deadline = performance.now() + repairWithinMs;
  for (;;) {
    try {
      return await giving();
    } catch (error) {
      // An API server that has just started again knows of no rights for a moment, not even an administrator's.
      const isAway = error instanceof CourseError && ['cluster_unreachable', 'forbidden'].includes(error.code);
      if (containers.length === 0 || !isAway || performance.now() > deadline) throw error;
      await restoreKeptNodes(settings, id, containers);
      await delay(lookAgainMs);
    }
  }
}

async function giveBack(settings: ExternalSettings, id: string, record: Record): Promise<void> {
  const lent = await openPresent(settings, record.context);
  if (!lent) return;
  using open = lent;
  if ((await clusterUid(open)) !== record.cluster) return;
  await returnCluster(settings, open, { id, nodes: record.nodes, containers: record.containers });
}

/** Takes everything of a sandbox out of a cluster, if it is this sandbox that has it. */
export async function returnCluster(
  settings: ExternalSettings,
  lent: LentCluster,
  { id, nodes, containers }: { readonly id: string } & Pick<Record, 'nodes' | 'containers'>,
): Promise<void> {
  const lease = await readLease(lent);
  const isHeld = lease?.sandbox === id && lease.instance === settings.docker.instance;
  // A lease that is going holds its namespace; what is beside it may be there still.
  await dismissStudent(lent, id);
  if (isHeld) {
    await cleanCluster(lent, { since: lease.since, withinMs: cleanWithinMs });
    await restoreNodes(lent, nodes);
    await restoreKeptNodes(settings, id, containers);
  }
  await unguardCluster(lent, id);
  if (isHeld) await endLease(lent, cleanWithinMs);
}

/** Opens the cluster of a context; undefined when the kubeconfig has that context no more. */
async function openPresent(settings: ExternalSettings, context: string): Promise<LentCluster | undefined> {
  try {
    return await openLent(settings, context);
  } catch (error) {
    if (error instanceof CourseError && error.code === 'not_found') return undefined;
    throw error;
  }
}
