import { z } from 'zod';
import { workloadKinds } from './view-kinds.ts';

/** CPU in thousandths of a core, memory in bytes; null where nothing is said. */
export const Amounts = z.object({ cpuMillis: z.number().nullable(), memoryBytes: z.number().nullable() });
export type Amounts = z.infer<typeof Amounts>;

/** The controller that an object belongs to. */
const Owner = z.object({ kind: z.string(), name: z.string(), uid: z.string() });

/** What every object of the view has. */
const common = {
  uid: z.string(),
  name: z.string(),
  /** Null for what belongs to no namespace. */
  namespace: z.string().nullable(),
  createdAt: z.string(),
  isLeaving: z.boolean(),
  owner: Owner.nullable(),
};

/** A question the kubelet asks a container again and again. */
export const ViewProbe = z.object({
  kind: z.enum(['startup', 'readiness', 'liveness']),
  /** What is asked: `GET :8080/healthz`, `TCP :6379`, `exec cat /tmp/ready`, `gRPC :9000`. */
  asks: z.string(),
  periodSeconds: z.number(),
  failureThreshold: z.number(),
});
export type ViewProbe = z.infer<typeof ViewProbe>;

/** How a container ended before the one of now. */
const LastEnd = z.object({ reason: z.string().nullable(), exitCode: z.number(), at: z.string().nullable() });

export const ViewContainer = z.object({
  name: z.string(),
  image: z.string(),
  /** Init containers run to their end before the main ones begin; sidecars begin before them and go on. */
  role: z.enum(['init', 'sidecar', 'main']),
  state: z.enum(['waiting', 'running', 'terminated']),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  exitCode: z.number().nullable(),
  /** When it began to be in this state. */
  since: z.string().nullable(),
  isReady: z.boolean(),
  isStarted: z.boolean(),
  restarts: z.number(),
  last: LastEnd.nullable(),
  requests: Amounts,
  limits: Amounts,
  probes: z.array(ViewProbe),
});
export type ViewContainer = z.infer<typeof ViewContainer>;

export const ViewNode = z.object({
  kind: z.literal('Node'),
  ...common,
  isReady: z.boolean(),
  isCordoned: z.boolean(),
  allocatable: Amounts,
});
export type ViewNode = z.infer<typeof ViewNode>;

export const ViewPod = z.object({
  kind: z.literal('Pod'),
  ...common,
  node: z.string().nullable(),
  phase: z.string(),
  /** What `kubectl get pods` prints as STATUS. */
  word: z.string(),
  /** Whether its Ready condition is true, and since when it is what it is. */
  isReady: z.boolean(),
  readySince: z.string().nullable(),
  readyContainers: z.number(),
  restarts: z.number(),
  containers: z.array(ViewContainer),
  /** Names of the claims it mounts. */
  claims: z.array(z.string()),
  /** Why it cannot be scheduled. */
  unscheduled: z.string().nullable(),
});
export type ViewPod = z.infer<typeof ViewPod>;

/** What makes Pods, or makes what makes them. */
export const ViewWorkload = z.object({
  kind: z.enum(workloadKinds),
  ...common,
  /** Pods wanted and ready; for a Job completions wanted and reached. Null for a CronJob. */
  wanted: z.number().nullable(),
  ready: z.number().nullable(),
  /** A CronJob's schedule. */
  schedule: z.string().nullable(),
  isPaused: z.boolean(),
});
export type ViewWorkload = z.infer<typeof ViewWorkload>;

export const ViewClaim = z.object({
  kind: z.literal('PersistentVolumeClaim'),
  ...common,
  phase: z.string(),
  volume: z.string().nullable(),
  storageClass: z.string().nullable(),
  size: z.string().nullable(),
});
export type ViewClaim = z.infer<typeof ViewClaim>;

export const ViewVolume = z.object({
  kind: z.literal('PersistentVolume'),
  ...common,
  phase: z.string(),
  claim: z.object({ namespace: z.string(), name: z.string() }).nullable(),
  storageClass: z.string().nullable(),
  size: z.string().nullable(),
  reclaimPolicy: z.string().nullable(),
});
export type ViewVolume = z.infer<typeof ViewVolume>;

export const ViewStorageClass = z.object({
  kind: z.literal('StorageClass'),
  ...common,
  provisioner: z.string(),
  bindingMode: z.string().nullable(),
  isDefault: z.boolean(),
});
export type ViewStorageClass = z.infer<typeof ViewStorageClass>;

export const ViewService = z.object({
  kind: z.literal('Service'),
  ...common,
  type: z.string(),
  clusterIp: z.string().nullable(),
  /** As `kubectl get services` prints them: `80/TCP`, `80:30080/TCP`. */
  ports: z.array(z.string()),
  hasSelector: z.boolean(),
});
export type ViewService = z.infer<typeof ViewService>;

export const ViewEndpoint = z.object({
  address: z.string(),
  pod: z.string().nullable(),
  isReady: z.boolean(),
  isServing: z.boolean(),
  isTerminating: z.boolean(),
});

export const ViewEndpoints = z.object({
  kind: z.literal('EndpointSlice'),
  ...common,
  service: z.string().nullable(),
  endpoints: z.array(ViewEndpoint),
});
export type ViewEndpoints = z.infer<typeof ViewEndpoints>;

export const ViewHappening = z.object({
  kind: z.literal('Event'),
  ...common,
  about: z.object({
    kind: z.string(),
    name: z.string(),
    namespace: z.string().nullable(),
    uid: z.string().nullable(),
    container: z.string().nullable(),
  }),
  isWarning: z.boolean(),
  reason: z.string(),
  message: z.string(),
  count: z.number(),
  firstAt: z.string(),
  at: z.string(),
});
export type ViewHappening = z.infer<typeof ViewHappening>;

/** What metrics-server measured of a Pod; `uid` is made of its names. */
export const ViewPodUsage = z.object({
  kind: z.literal('PodUsage'),
  uid: z.string(),
  name: z.string(),
  namespace: z.string(),
  containers: z.array(z.object({ name: z.string(), ...Amounts.shape })),
});
export type ViewPodUsage = z.infer<typeof ViewPodUsage>;

/** What metrics-server measured of a node. */
export const ViewNodeUsage = z.object({
  kind: z.literal('NodeUsage'),
  uid: z.string(),
  name: z.string(),
  namespace: z.null(),
  ...Amounts.shape,
});
export type ViewNodeUsage = z.infer<typeof ViewNodeUsage>;

/** An object of a cluster as the cluster view shows it. */
export const ViewObject = z.discriminatedUnion('kind', [
  ViewNode,
  ViewPod,
  ViewWorkload,
  ViewClaim,
  ViewVolume,
  ViewStorageClass,
  ViewService,
  ViewEndpoints,
  ViewHappening,
  ViewPodUsage,
  ViewNodeUsage,
]);
export type ViewObject = z.infer<typeof ViewObject>;
export type ViewKind = ViewObject['kind'];
