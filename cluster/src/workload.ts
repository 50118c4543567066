import type { KubeObject } from '@drydock/model';

/** What controllers make Pods of. */
export function isWorkload({ kind }: KubeObject): boolean {
  return kind === 'Deployment' || kind === 'DaemonSet';
}

interface WorkloadSpec {
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
