import { isDeepStrictEqual } from 'node:util';
import type { Container, EndpointSlice, Objects, Pod, PodSpec, Service, Workload } from '@drydock/cluster';
import { type Check, kindOf, type Probe } from '@drydock/lab';
import type { KubeObject, Text } from '@drydock/model';
import type { Tampering } from './integrity.ts';
import { reasonOf, wordsOf } from '../reading/reason.ts';
import { isYoung } from '../reading/reading.ts';
import { say } from './say.ts';

/** The checks that depend on metrics-server. */
export function measuredChecks(checks: readonly Check[]): readonly string[] {
  const isMeasured = (probe: Probe): boolean => kindOf(probe).isMeasured === true;
  return checks
    .filter(
      ({ probe, with: further, needs }) =>
        needs.includes('metrics') || [probe, ...Object.values(further)].some(isMeasured),
    )
    .map(({ id }) => id);
}

const namespace = 'kube-system';
const name = 'metrics-server';
/** How the Service of the course's cluster chooses its Pods. */
const ownLabels = { 'k8s-app': name };

export interface MetricsServerOptions {
  readonly startedAt: Date;
  /** The cluster is a sandbox of the course: nothing but the attempt can have changed its metrics-server. */
  readonly isSandbox: boolean;
  /** The checks that rest on it. */
  readonly checks: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Checks that the metrics API is still served by the cluster's own metrics-server: Service and Deployment from before the attempt, and behind the Service
 * only Pods of that Deployment that run its template. A cluster that is not a sandbox may use other names; then nothing is reported.
 */
export async function findOtherMetrics(
  objects: Objects,
  { checks, signal, ...how }: MetricsServerOptions,
): Promise<readonly Tampering[]> {
  try {
    const found = await otherThan(objects, how, signal);
    return found.slice(0, 1).map(({ ref, why }) => ({ ref, checks, message: replaced(ref, why) }));
  } catch (error) {
    signal.throwIfAborted();
    const reason = wordsOf(reasonOf(error));
    const ref = `Service ${namespace}/${name}`;
    const why = say((text, language) => text.unreadable(reason[language]));
    return [{ ref, checks, message: replaced(ref, why) }];
  }
}

interface Difference {
  readonly ref: string;
  readonly why: Text;
}

async function otherThan(
  objects: Objects,
  { startedAt, isSandbox }: Omit<MetricsServerOptions, 'checks' | 'signal'>,
  signal: AbortSignal,
): Promise<readonly Difference[]> {
  const selector = `kubernetes.io/service-name=${name}`;
  const slicesAt = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace, selector };
  const [service, deployment, slices, sets, pods] = await Promise.all([
    objects.get({ apiVersion: 'v1', kind: 'Service', namespace, name }, signal),
    objects.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name }, signal),
    objects.list(slicesAt, signal),
    objects.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace }, signal),
    objects.list({ apiVersion: 'v1', kind: 'Pod', namespace }, signal),
  ]);
  const serviceRef = `Service ${namespace}/${name}`;
  const deploymentRef = `Deployment ${namespace}/${name}`;
  if (!service || !deployment) return isSandbox ? [{ ref: service ? deploymentRef : serviceRef, why: gone }] : [];
  const { type, selector: chosen } = specOfService(service);
  const wanted = specOfWorkload(deployment);
  const ownSets = sets.items.filter((set) => isOwnedBy(set, deployment) && !isYoung(set, startedAt));
  const own = new Map<string, Pod>(
    pods.items.filter((pod) => ownSets.some((set) => isOwnedBy(pod, set))).map((pod) => [pod.metadata.uid, pod]),
  );
  const { generation } = deployment.metadata;
  return [
    ...(isYoung(service, startedAt) ? [{ ref: serviceRef, why: young }] : []),
    ...(isYoung(deployment, startedAt) ? [{ ref: deploymentRef, why: young }] : []),
    ...(type === 'ClusterIP' && isDeepStrictEqual(chosen, isSandbox ? ownLabels : wanted.selector?.matchLabels)
      ? []
      : [{ ref: serviceRef, why: leadsElsewhere }]),
    // A sandbox comes with it as it was first written; of another cluster it cannot be told who changed it, and when.
    ...(isSandbox && generation !== 1 ? [{ ref: deploymentRef, why: changed }] : []),
    ...slices.items
      .flatMap(({ endpoints }: EndpointSlice) => endpoints ?? [])
      .flatMap(({ addresses, targetRef }) => {
        const pod = own.get(targetRef?.uid ?? '');
        const ref = `Pod ${namespace}/${targetRef?.name ?? addresses.join(', ')}`;
        const podIPs = pod?.status?.podIPs ?? [];
        if (!pod || !addresses.every((address) => podIPs.some(({ ip }) => ip === address)))
          return [{ ref, why: stranger }];
        return runs(pod, wanted.template?.spec ?? {}) ? [] : [{ ref, why: runsOther }];
      }),
  ];
}

const specOfService = ({ spec }: Service): NonNullable<Service['spec']> => spec ?? {};
const specOfWorkload = ({ spec }: Workload): NonNullable<Workload['spec']> => spec ?? {};

/** Whether a Pod runs its template: images, commands, files and ports, and no other container. */
function runs(pod: Pod, template: PodSpec): boolean {
  const actual = pod.spec ?? {};
  return (
    actual.ephemeralContainers === undefined &&
    isDeepStrictEqual(partsOf(actual), partsOf(template)) &&
    isDeepStrictEqual(actual.initContainers, template.initContainers)
  );
}

const compared: readonly (keyof Container)[] = [
  'name',
  'image',
  'command',
  'args',
  'env',
  'envFrom',
  'ports',
  'workingDir',
];

function partsOf({ containers = [], volumes = [] }: PodSpec): unknown {
  return {
    containers: containers.map((container) => ({
      ...Object.fromEntries(compared.map((field) => [field, container[field]])),
      // The token of the service account is the API server's addition.
      mounts: (container.volumeMounts ?? []).filter(
        ({ mountPath }) => mountPath !== '/var/run/secrets/kubernetes.io/serviceaccount',
      ),
    })),
    volumes: volumes.filter((volume) => !volume.name.startsWith('kube-api-access-')),
  };
}

function isOwnedBy({ metadata }: KubeObject, owner: KubeObject): boolean {
  return (metadata.ownerReferences ?? []).some(
    ({ uid, controller }) => controller === true && uid === owner.metadata.uid,
  );
}

const gone = say((text) => text.gone);
const young = say((text) => text.young);
const leadsElsewhere = say((text) => text.leadsElsewhere);
const changed = say((text) => text.changed);
const stranger = say((text) => text.stranger);
const runsOther = say((text) => text.runsOther);

function replaced(ref: string, why: Text): Text {
  return say((text, language) => text.metricsReplaced(ref, why[language]));
}
