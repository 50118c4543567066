export { parseAnswer } from './answer.ts';
export { type ClusterFacts, learnCluster } from './cluster-facts.ts';
export { answerLimitBytes, type Cluster, openCluster, pause } from './cluster.ts';
export { isCustom, isKindMadeBy, lacksVersion } from './objects/custom-kinds.ts';
export { openLaterCluster } from './connection/later-cluster.ts';
export { manifestOf } from './objects/manifest.ts';
export { deletableTypes, listMetadata, type ObjectMetadata, typesOf } from './objects/metadata.ts';
export { getJson, type Objects, openObjects, refusal, type ResourceType, UnknownKind } from './objects/objects.ts';
export { reflect, type Reflector } from './reflector.ts';
export { unreachable } from './connection/unreachable.ts';
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
} from './objects/kinds.ts';
export { serverOfKubeconfig } from './connection/kubeconfig.ts';
