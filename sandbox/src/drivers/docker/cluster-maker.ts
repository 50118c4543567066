import type { OnStep, Problem, SandboxProfile } from '@drydock/model';
import type { Cancellable, DriverFacts } from '../../driver.ts';
import type { HostRequirements } from '../../requirements.ts';

/**
 * What one technology adds to drivers/docker/: how the nodes of a cluster come to be, and where things are on them. Networks, labels, the workspace, keys,
 * the registry, freezing, sweeping and destroying are made here, for all of them.
 */
export interface ClusterMaker {
  readonly info: DriverFacts;
  readonly requirements: HostRequirements;

  /** What it needs of a host beside Docker: what each need, a word of its own, lacks. */
  readonly probes: Readonly<Record<string, (options: Cancellable) => Promise<readonly Problem[]>>>;

  /** The nodes of a profile, the control plane first: `Sandbox.node` knows them by the key, and the container is `drydock-<id>-<value>`, which is also the node's name in Kubernetes. */
  nodes(profile: SandboxProfile): Readonly<Record<string, string>>;

  readonly controlPlane: {
    /** As in the values of `nodes`. */
    readonly part: string;
    /** The port of the API server in the container; it is published on 127.0.0.1. */
    readonly apiPort: number;
    /** Files on the control plane: what kubeadm was configured with, and the administrator's kubeconfig. */
    readonly kubeadmConfig: string;
    readonly adminKubeconfig: string;
  };

  /** Makes the nodes on the network of the order and starts Kubernetes on them; does not wait until it is ready. */
  make(order: ClusterOrder): Promise<void>;
}

/** A cluster to make, and what is there for it already. */
export interface ClusterOrder {
  readonly id: string;
  readonly profile: SandboxProfile;
  /** The name of the cluster, and of the Docker network that its nodes join. */
  readonly name: string;
  readonly nodeImage: string;
  /** A folder on this host that nothing in the sandbox sees; it goes with the sandbox. */
  readonly folder: string;
  /** The audit policy on this host: the API server must write its log to the file that audit.ts names. */
  readonly auditPolicy: string;
  /** What a program that calls Docker needs in its environment, so that no proxy of this host gets into a node. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
  /** Gets the process group that makes the nodes: a destroy waits until it has ended, for it could make containers behind its back. */
  readonly onGroup: (leader: number) => void;
}
