import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { aborted, isProcessAlive, nameThisProcess, runStep } from '@drydock/host';
import { CourseError, type OnStep, SandboxSummary } from '@drydock/model';
import type { SandboxSpec } from '../../driver.ts';
import { demandProfile } from '../../lack.ts';
import { fail as failOfSandbox } from '../../text/fail.ts';
import { hasImage } from '../docker/has-image.ts';
import type { Labels } from '../docker/names.ts';
import { makeNetwork, readNetworks } from '../docker/network.ts';
import { agentDirectory, keyDirectory } from '../docker/settings.ts';
import { readParts, unclaimedMark } from '../docker/survey.ts';
import { agentListens, finishWorkspace, startWorkspace } from '../docker/workspace.ts';
import { guardCluster } from './cluster/guard.ts';
import { leaseGone, readLease, takeLease } from './cluster/lease.ts';
import { readNodes } from './cluster/nodes.ts';
import { type LentCluster, openLent } from './cluster/open.ts';
import { admitStudent } from './cluster/student.ts';
import { clusterUid } from './cluster/uid.ts';
import { destroy, returnCluster } from './destroy.ts';
import { findNodes } from './nodes/find.ts';
import { keepNodes } from './nodes/keep.ts';
import type { NodeContainer } from './nodes/node-container.ts';
import { writeRecord } from './record.ts';
import type { ExternalSettings } from './settings.ts';
import { fail } from './text/fail.ts';
import { connectWorkspace } from './workspace/connect.ts';

interface CreateOptions {
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

/** Lends the cluster to a new workspace, or makes nothing: on a failure or cancellation the cluster is given back before the first error is thrown. */
export async function create(settings: ExternalSettings, spec: SandboxSpec, options: CreateOptions): Promise<void> {
  const { context } = settings;
  SandboxSummary.shape.id.parse(spec.id);
  demandProfile(settings.info, spec.profile);
  if ((await readParts(spec.id)).length > 0) throw failOfSandbox('conflict', (text) => text.idTaken(spec.id));
  if (!(await hasImage(settings.workspaceImage)))
    throw failOfSandbox('host_not_ready', (text) => text.noImage('workspace', settings.workspaceImage));
  if (context === undefined) throw fail('bad_request', (text) => text.noContextNamed);
  using lent = await openLent(settings, context);
  try {
    await make(settings, spec, lent, options);
  } catch (error) {
    await destroyAfter(error, settings, spec.id);
    if (!options.signal.aborted) throw error;
    throw error instanceof CourseError && error.code === 'aborted' ? error : aborted(['create', spec.id], error);
  }
}

async function make(
  settings: ExternalSettings,
  spec: SandboxSpec,
  lent: LentCluster,
  { signal, onStep }: CreateOptions,
): Promise<void> {
  const { id } = spec;
  const { docker, patienceMs } = settings;
  const labels = labelsOf(settings, spec);
  await runStep(onStep, 'network', 'Making a network of its own', async () => {
    await makeNetwork(spec, labels);
    for (const directory of [agentDirectory(docker, id), keyDirectory(docker, id)])
      await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(unclaimedMark(docker, id), '', { mode: 0o600 });
  });
  signal.throwIfAborted();
  const token = await runStep(onStep, 'lease', 'Borrowing the cluster', async () => {
    // What makes something in the cluster gets no signal: the answer says whether it was made.
    const nodes = [...(await readNodes(lent))];
    const containers = [...(await nodesToEnter(settings, lent, signal))];
    const kept = { context: lent.context.name, cluster: await clusterUid(lent), nodes, containers };
    await writeRecord(settings, id, kept);
    const since = await takeOrReject(settings, id, lent, signal);
    await keepNodes(settings, id, containers);
    await guardCluster(lent, { id, since, mayEnterNodes: settings.info.hasNodeShells });
    const given = await admitStudent(lent, { id, patienceMs, signal });
    await writeRecord(settings, id, { ...kept, token: given });
    return given;
  });
  signal.throwIfAborted();
  await runStep(onStep, 'workspace', 'Opening the workspace', async () => {
    await startWorkspace(docker, spec, labels);
    await agentListens(docker, spec, signal);
    await connectWorkspace(spec, { context: lent.context, token, signal });
    signal.throwIfAborted();
    await finishWorkspace(spec);
  });
}

/** Returns the nodes that students and labs may enter; rejects with what keeps one of them from being entered. */
async function nodesToEnter(
  { nodeAccess }: ExternalSettings,
  lent: LentCluster,
  signal: AbortSignal,
): Promise<readonly NodeContainer[]> {
  if (nodeAccess === undefined) return [];
  const { nodes, problems } = await findNodes(lent, { signal });
  const [first] = problems;
  if (first) throw first;
  return nodes;
}

/** Takes the lease and returns since when; takes it from a sandbox of this installation that a killed maker left half-made. */
async function takeOrReject(
  settings: ExternalSettings,
  id: string,
  lent: LentCluster,
  signal: AbortSignal,
): Promise<string> {
  const { docker, patienceMs } = settings;
  const { instance } = docker;
  for (let tries = 0; ; tries++) {
    const isTaken = await takeLease(lent, { id, instance });
    const lease = await readLease(lent, signal);
    if (isTaken && lease) return lease.since;
    if (!lease) continue;
    const networks = await readNetworks(docker);
    const isOrphan =
      lease.instance === instance &&
      lease.host === hostname() &&
      !isProcessAlive(lease.maker) &&
      !networks.some((network) => network.id === lease.sandbox);
    if (tries > 2 || !(lease.isEnding || isOrphan))
      throw fail('no_capacity', (text) => text.lent(lent.context.name, lease));
    if (isOrphan) await returnCluster(settings, lent, { id: lease.sandbox, nodes: [], containers: [] });
    await leaseGone(lent, patienceMs, signal);
  }
}

function labelsOf({ docker, info }: ExternalSettings, spec: SandboxSpec): Labels {
  return {
    sandbox: spec.id,
    instance: docker.instance,
    driver: info.name,
    profile: spec.profile,
    lifetime: spec.lifetime ?? 'host',
    created: new Date().toISOString(),
    maker: nameThisProcess(),
  };
}

/** A failed clean-up never hides the first error; the leftovers are swept at the next start. */
async function destroyAfter(error: unknown, settings: ExternalSettings, id: string): Promise<void> {
  try {
    await destroy(settings, id);
  } catch (second) {
    if (error instanceof Error && error.cause === undefined) error.cause = second;
  }
}
