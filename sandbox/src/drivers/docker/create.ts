import { mkdir, writeFile } from 'node:fs/promises';
import { aborted, nameThisProcess, runStep } from '@drydock/host';
import { CourseError, type OnStep, profileShape, SandboxSummary } from '@drydock/model';
import type { Sandbox, SandboxSpec } from '../../driver.ts';
import { demandProfile } from '../../lack.ts';
import { together } from '../../together.ts';
import { openMachines } from './bare/ssh.ts';
import { clusterReady, limitNodes } from './inside/cluster-ready.ts';
import { destroy, rememberGroup } from './destroy.ts';
import { issueKeys, type Keys, kubeconfigOf } from './inside/identity.ts';
import { clusterName, containerName, type Labels, unfinishedWorkspacePart } from './names.ts';
import { controlPlane, nodeContainers } from './nodes.ts';
import { makerEnvironment } from './proxy.ts';
import { writeAuditPolicy } from './inside/audit.ts';
import { rememberAddresses } from './inside/start-again.ts';
import type { ClusterOrder } from './cluster-maker.ts';
import { hasImage } from './has-image.ts';
import { makeNetwork } from './network.ts';
import { agentDirectory, keyDirectory, type DockerSettings } from './settings.ts';
import { sandboxOf } from './sandbox.ts';
import { fullDisks } from './preflight/free-disk.ts';
import { unmetNeeds } from './preflight/preflight.ts';
import { hardeningMark, readParts, readSandbox, unclaimedMark } from './survey.ts';
import { agentListens, finishWorkspace, startWorkspace, writeKubeconfig } from './workspace.ts';
import { fail } from '../../text/fail.ts';

interface CreateOptions {
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

/** Makes a sandbox or nothing: on a failure or cancellation all that was made is removed before the first error is thrown. */
export async function create(settings: DockerSettings, spec: SandboxSpec, options: CreateOptions): Promise<Sandbox> {
  await demandNew(settings, spec);
  try {
    await make(settings, spec, options);
    const found = await readSandbox(settings, spec.id, await readParts(spec.id));
    if (!found) throw fail('sandbox_lost', (text) => text.vanished(spec.id));
    return sandboxOf(settings, found);
  } catch (error) {
    await destroyAfter(error, settings, spec.id);
    if (options.signal.aborted) throw error instanceof CourseError ? error : aborted(['create', spec.id], error);
    throw await explained(error, settings);
  }
}

/** Returns the failure with what `drydock doctor` would find on this host now, in the same words. */
async function explained(error: unknown, settings: DockerSettings): Promise<unknown> {
  if (!(error instanceof CourseError) || !['command_failed', 'timeout', 'docker_unavailable'].includes(error.code))
    return error;
  const [first, ...others] = await unmetNeeds(settings);
  if (!first) return error;
  const found = [first, ...others];
  const needs = { en: found, zh: found.map((need) => need.zh ?? need) };
  const reason = { en: error.message, zh: error.zh?.message ?? error.message };
  return fail('host_not_ready', (text, language) => text.notMade(reason[language], needs[language]), { cause: error });
}

async function make(settings: DockerSettings, spec: SandboxSpec, options: CreateOptions): Promise<void> {
  const { signal, onStep } = options;
  const labels = labelsOf(settings, spec);
  // Short commands that make something get no signal: a Docker client killed half-way lets the daemon finish behind our back.
  await runStep(onStep, 'network', 'Making a network of its own', async () => {
    await settings.hardening?.guardHost(settings.images.node);
    await makeNetwork(spec, labels, settings.hardening?.bridgeName(spec.id));
    await makeDirectories(settings, spec.id);
  });
  signal.throwIfAborted();
  await together(signal, [
    (either) => makeCluster(settings, spec, { signal: either, onStep }),
    // A workspace that cannot work is found out before the cluster is up.
    async (either) => {
      await startWorkspace(settings, spec, labels);
      await agentListens(settings, spec, either);
    },
  ]);
  const keys = await runStep(onStep, 'ready', 'Waiting for the nodes', () => nodesReady(settings, spec, signal));
  await harden(settings, spec, options);
  await runStep(onStep, 'workspace', 'Opening the workspace', async () => {
    if (keys) {
      const server = `https://${controlPlane(settings, spec.id)}:${settings.maker.controlPlane.apiPort}`;
      await writeKubeconfig(spec, kubeconfigOf('student', keys, server), signal);
    } else await openMachines(settings, spec, signal);
    signal.throwIfAborted();
    await rememberAddresses(settings, spec.id);
    await finishWorkspace(spec);
  });
}

/** Resolves when the nodes are as the profile wants them, with the student's keys where there is a cluster. */
async function nodesReady(settings: DockerSettings, spec: SandboxSpec, signal: AbortSignal): Promise<Keys | undefined> {
  const { hasCluster } = profileShape[spec.profile];
  const [keys] = await together(signal, [
    (either) => (hasCluster ? issueKeys(settings, spec.id, 'student', either) : Promise.resolve(undefined)),
    (either) => (hasCluster ? issueKeys(settings, spec.id, 'grader', either) : Promise.resolve(undefined)),
    (either) => (hasCluster ? clusterReady(settings, spec, either) : Promise.resolve()),
    () => limitNodes(settings, spec),
  ]);
  signal.throwIfAborted();
  return keys;
}

/** Closes what students of this server do not get, before this one has a kubeconfig. */
async function harden(settings: DockerSettings, { id, profile }: SandboxSpec, options: CreateOptions): Promise<void> {
  const { hardening, maker } = settings;
  if (!hardening) return;
  const sandbox = {
    id,
    profile,
    nodes: nodeContainers(settings, id, profile),
    workspace: containerName(id, unfinishedWorkspacePart),
    adminKubeconfig: maker.controlPlane.adminKubeconfig,
  };
  const title = 'Closing what students share';
  await runStep(options.onStep, 'hardening', title, () => hardening.harden(sandbox, options.signal));
}

/** Has the maker make the nodes, with all that it needs. */
async function makeCluster(
  settings: DockerSettings,
  { id, profile }: SandboxSpec,
  { signal, onStep }: CreateOptions,
): Promise<void> {
  const order: ClusterOrder = {
    id,
    profile,
    name: clusterName(id),
    nodeImage: settings.images.node,
    folder: keyDirectory(settings, id),
    auditPolicy: await writeAuditPolicy(settings, id),
    environment: await makerEnvironment(settings, id),
    timeoutMs: settings.createTimeoutMs,
    signal,
    onStep,
    onGroup: (leader) => rememberGroup(settings, id, leader),
  };
  await settings.maker.make(order);
}

async function demandNew(settings: DockerSettings, spec: SandboxSpec): Promise<void> {
  SandboxSummary.shape.id.parse(spec.id);
  demandProfile(settings.maker.info, spec.profile);
  const taken = await readParts(spec.id);
  if (taken.length > 0) throw fail('conflict', (text) => text.idTaken(spec.id));
  // On a full disk a cluster comes up by halves, and takes minutes to fail.
  const [full] = await fullDisks(settings.runDirectory);
  if (full) throw full;
  await Promise.all(Object.entries(settings.images).map(([name, image]) => demandImage(name, image)));
}

/** Rejects when an image is not on this host: the driver never pulls. */
async function demandImage(name: string, image: string): Promise<void> {
  if (await hasImage(image)) return;
  throw fail('host_not_ready', (text) => text.noImage(name, image));
}

async function makeDirectories(settings: DockerSettings, id: string): Promise<void> {
  for (const directory of [agentDirectory(settings, id), keyDirectory(settings, id)]) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  }
  await writeFile(unclaimedMark(settings, id), '', { mode: 0o600 });
  if (settings.hardening) await writeFile(hardeningMark(settings, id), settings.hardening.name, { mode: 0o600 });
}

function labelsOf(settings: DockerSettings, spec: SandboxSpec): Labels {
  return {
    sandbox: spec.id,
    instance: settings.instance,
    driver: settings.maker.info.name,
    profile: spec.profile,
    lifetime: spec.lifetime ?? 'host',
    created: new Date().toISOString(),
    maker: nameThisProcess(),
  };
}

/** A failed clean-up never hides the first error; the leftovers are swept at the next start. */
async function destroyAfter(error: unknown, settings: DockerSettings, id: string): Promise<void> {
  try {
    await destroy(settings, id);
  } catch (second) {
    if (error instanceof Error && error.cause === undefined) error.cause = second;
  }
}
