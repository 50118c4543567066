import type { KubeObject } from '@drydock/model';

/** What controllers make Pods of. */
export function isWorkload({ kind }: KubeObject): boolean {
  return kind === 'Deployment' || kind === 'DaemonSet';
}

interface WorkloadSpec {
  readonly replicas?: number;
  readonly template?: {
    readonly spec?: {
      readonly serviceAccountName?: string;
      readonly volumes?: readonly { readonly configMap?: { readonly name?: string } }[];
    };
  };
}

/** The names of what the Pods of a workload take up only when they begin. */
export function leansOn({ spec, metadata: { namespace } }: KubeObject): readonly string[] {
  const { serviceAccountName, volumes = [] } = (spec as WorkloadSpec).template?.spec ?? {};
  const account = serviceAccountName === undefined ? [] : [`ServiceAccount ${namespace}/${serviceAccountName}`];
  return [
    ...account,
    ...volumes.flatMap(({ configMap }) => (configMap?.name ? [`ConfigMap ${namespace}/${configMap.name}`] : [])),
  ];
}

/** Whether all Pods of a workload are those it asks for now, and serve; of an APIService, whether it answers. Anything else only has to be there. */
export function isAvailable(object: KubeObject): boolean {
  const { kind, metadata, spec, status } = object;
  if (kind === 'APIService') {
    const { conditions = [] } = (status ?? {}) as { conditions?: readonly { type: string; status: string }[] };
    return conditions.some((condition) => condition.type === 'Available' && condition.status === 'True');
  }
  if (!isWorkload(object)) return true;
  const { generation } = metadata as { generation?: number };
  const {
    observedGeneration,
    updatedReplicas = 0,
    availableReplicas = 0,
    desiredNumberScheduled = 0,
    updatedNumberScheduled = 0,
    numberAvailable = 0,
  } = (status ?? {}) as Readonly<Record<string, number | undefined>>;
  const { replicas = 1 } = spec as WorkloadSpec;
  if (observedGeneration !== generation) return false;
  return kind === 'Deployment'
    ? Math.min(updatedReplicas, availableReplicas) >= replicas
    : Math.min(updatedNumberScheduled, numberAvailable) >= desiredNumberScheduled;
}
