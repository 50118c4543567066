import { CourseError } from '@drydock/model';
import { type Cluster, pause } from './cluster.ts';
import type { Lab } from './lab.ts';
import type { OpenNode } from './node.ts';
import { type KubeObject, type Objects, type ResourceType, getJson } from './objects.ts';
import { dropFinalizers, empty, forceContent, remove, restoreServiceAccount } from './remove.ts';

export interface SweepOptions {
  readonly cluster: Cluster;
  readonly objects: Objects;
  readonly lab: Lab;
  readonly startedAt: Date;
  readonly signal: AbortSignal;
}

/** Kinds that the cluster itself makes and removes. */
const own = new Set([
  'Event',
  'Node',
  'CSINode',
  'Lease',
  'Endpoints',
  'EndpointSlice',
  'ComponentStatus',
  'APIService',
  'ServiceCIDR',
  'IPAddress',
  'PodMetrics',
  'NodeMetrics',
  'ControllerRevision',
  'LeaseCandidate',
]);
/** Objects the control plane puts into every namespace. */
const builtIn = new Set([
  'ConfigMap kube-root-ca.crt',
  'ServiceAccount default',
  'Service kubernetes',
  'Namespace default',
  'Namespace kube-system',
  'Namespace kube-public',
  'Namespace kube-node-lease',
  'Namespace local-path-storage',
]);
/** Kinds that can keep others from being deleted go first, what others use goes last. */
const order = [
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Pod',
];

const forceAfterMs = 6000;
const giveUpAfterMs = 60_000;

/**
 * Removes everything that is younger than the attempt: namespaces with all in them, what lies in `default`, cluster-scoped objects, and what the
 * lab names. What does not go by itself within seconds is forced: Pods without grace, finalizers taken off.
 */
export async function sweep({ cluster, objects, lab, startedAt, signal }: SweepOptions): Promise<void> {
  const types = await deletableTypes(cluster, objects, signal);
  const since = Math.floor(startedAt.getTime() / 1000) * 1000;
  const isDoomed = ({ metadata, kind }: KubeObject): boolean =>
    Date.parse(metadata.creationTimestamp) >= since && !builtIn.has(`${kind} ${metadata.name}`);
  const find = async (among: readonly ResourceType[]): Promise<{ type: ResourceType; object: KubeObject }[]> => {
    const lists = await Promise.all(
      among.map(async (type) => {
        const ref = {
          apiVersion: type.apiVersion,
          kind: type.kind,
          ...(type.isNamespaced && { namespace: 'default' }),
        };
        const { items } = await objects.list(ref, signal);
        return items.filter(isDoomed).map((object) => ({ type, object }));
      }),
    );
    return [...lists.flat(), ...(await named(lab, objects, signal))];
  };
  const startedSweep = Date.now();
  let rest = await find(types);
  for (let round = 0; rest.length > 0; round++) {
    const isForced = Date.now() - startedSweep > forceAfterMs;
    if (Date.now() - startedSweep > giveUpAfterMs) {
      const names = rest.map(({ object }) => `${object.kind} ${object.metadata.name}`).join(', ');
      throw new CourseError(
        'timeout',
        `These objects could not be removed: ${names}.`,
        'End the attempt and start the lab again: it gets a new cluster.',
      );
    }
    for (const { type, object } of rest.toSorted((a, b) => rank(a.object) - rank(b.object))) {
      if (isForced && type.kind === 'Namespace')
        await forceContent(cluster, objects, types, object.metadata.name, signal);
      if (isForced) await dropFinalizers(cluster, objects, object, signal);
      if (round === 0 && type.kind === 'Namespace') await empty(cluster, object.metadata.name, signal);
      if (round === 0 || isForced) await remove(cluster, objects, object, signal);
    }
    await pause(round < 5 ? 200 : 500, signal);
    const kinds = new Set(rest.map(({ type }) => type));
    rest = await find(
      types.filter((type) => kinds.has(type) || type.kind === 'PersistentVolume' || type.kind === 'Pod'),
    );
  }
  await restoreServiceAccount(cluster, signal);
}

/** Removes the files a lab puts on nodes; a path is one folder below a few known ones, see the frontmatter's schema. */
export async function removeFiles(lab: Lab, openNode: OpenNode, signal: AbortSignal): Promise<void> {
  if (lab.cleanup.files.length === 0) return;
  const node = await openNode();
  const { exitCode, stderr } = await node.exec(['rm', '-rf', '--one-file-system', '--', ...lab.cleanup.files], {
    timeoutMs: 20_000,
    signal,
  });
  if (exitCode !== 0)
    throw new CourseError(
      'command_failed',
      `The lab's files could not be removed from the node: ${stderr.slice(0, 300)}`,
      'Reset once more, or end the attempt.',
    );
}

function rank(object: KubeObject): number {
  const at = order.indexOf(object.kind ?? '');
  return at === -1 ? order.length : at;
}

async function deletableTypes(
  cluster: Cluster,
  objects: Objects,
  signal: AbortSignal,
): Promise<readonly ResourceType[]> {
  const groups = (await getJson(cluster, '/apis', signal)) as {
    groups?: { name: string; preferredVersion: { groupVersion: string } }[];
  };
  const versions = [
    'v1',
    ...(groups.groups ?? [])
      .filter(({ name }) => !/^(metrics|events)\./.test(name))
      .map(({ preferredVersion }) => preferredVersion.groupVersion),
  ];
  const found = await Promise.all(versions.map((version) => objects.types(version, signal)));
  return found.flat().filter(({ kind, verbs }) => verbs.includes('delete') && verbs.includes('list') && !own.has(kind));
}

/** What the lab's `cleanup` names, wherever it is and however old. */
async function named(
  lab: Lab,
  objects: Objects,
  signal: AbortSignal,
): Promise<{ type: ResourceType; object: KubeObject }[]> {
  const found: { type: ResourceType; object: KubeObject }[] = [];
  for (const ref of lab.cleanup.objects) {
    const object = await objects.get(ref, signal);
    if (object) found.push({ type: await objects.type(ref.apiVersion, ref.kind, signal), object });
  }
  return found;
}
