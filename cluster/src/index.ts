export { type ClusterFacts, learnCluster } from './cluster-facts.ts';
export { answerLimitBytes, type Cluster, openCluster, pause } from './cluster.ts';
export { isCustom, isKindMadeBy, lacksVersion } from './custom-kinds.ts';
export { openLaterCluster } from './later-cluster.ts';
export { manifestOf } from './manifest.ts';
export { deletableTypes, listMetadata, type ObjectMetadata, typesOf } from './metadata.ts';
export { getJson, type Objects, openObjects, refusal, type ResourceType, UnknownKind } from './objects.ts';
export { reflect, type Reflector } from './reflector.ts';
export { unreachable } from './unreachable.ts';
export { isWorkload, leansOn } from './workload.ts';
export type {
  ApiService,
  Condition,
  Container,
  ContainerStatus,
  EndpointSlice,
  KubeEvent,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodSpec,
  Service,
  Workload,
} from './kinds.ts';
export { serverOfKubeconfig } from './kubeconfig.ts';
