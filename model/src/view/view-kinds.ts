/** What makes Pods, or makes what makes them. */
export const workloadKinds = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'] as const;

/** What the YAML of can be asked for, and the API version each is read by. */
export const readableKinds = {
  Node: 'v1',
  Pod: 'v1',
  Event: 'v1',
  Service: 'v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  PersistentVolume: 'v1',
  PersistentVolumeClaim: 'v1',
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  StorageClass: 'storage.k8s.io/v1',
  EndpointSlice: 'discovery.k8s.io/v1',
} as const;
export type ReadableKind = keyof typeof readableKinds;
