/** What of a Pod the cause of a failure is read from. */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly imagePullPolicy?: string;
  readonly resources?: { readonly limits?: Readonly<Record<string, string>> };
  readonly readinessProbe?: unknown;
  readonly startupProbe?: unknown;
}

export interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly nodeName?: string;
  readonly schedulerName?: string;
  readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName?: string } }[];
}

interface Ended {
  readonly exitCode?: number;
  readonly reason?: string;
  readonly message?: string;
}

interface State {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: unknown;
  readonly terminated?: Ended;
}

/** What the kubelet reports about one container. */
export interface Status {
  readonly name: string;
  readonly state?: State;
  readonly lastState?: State;
  readonly restartCount?: number;
  readonly ready?: boolean;
  readonly started?: boolean;
}

export interface PodStatus {
  readonly phase?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
  readonly initContainerStatuses?: readonly Status[];
  readonly containerStatuses?: readonly Status[];
}
