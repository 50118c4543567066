import type { KubeObject } from '@drydock/model';
import type { Workload } from './objects/kinds.ts';

/** What controllers make Pods of. */
export function isWorkload({ kind }: KubeObject): boolean {
  return kind === 'Deployment' || kind === 'DaemonSet';
}

/** The names of what the Pods of a workload take up only when they begin. */
export function leansOn({ spec, metadata: { namespace } }: Workload): readonly string[] {
  const { serviceAccountName, volumes = [] } = spec?.template?.spec ?? {};
  const account = serviceAccountName === undefined ? [] : [`ServiceAccount ${namespace}/${serviceAccountName}`];
  return [
    ...account,
    ...volumes.flatMap(({ configMap }) => (configMap?.name ? [`ConfigMap ${namespace}/${configMap.name}`] : [])),
  ];
}
