/** What the driver needs to know; nothing is read from the environment. */
export interface ExternalDriverOptions {
  /** The context that is lent; without one no sandbox is made, and those that are there go on. */
  readonly context: string | undefined;
  /** The files of the user's kubeconfig. */
  readonly kubeconfigFiles: readonly string[];
  /** The image of the workspace, on this host already: the driver never pulls. */
  readonly workspaceImage: string;
  /** Images of labs that a node must have, because no registry has them. */
  readonly labImages: readonly string[];
  /** A folder of this installation, on a local disk. Its path identifies the installation. */
  readonly runDirectory: string;
  /** `docker`: the nodes are containers of this host's Docker, and its owner lets students and labs enter them as root. Without it nobody does. */
  readonly nodeAccess?: 'docker' | undefined;
  /** How long the cluster may take for each thing that is asked of it. */
  readonly patienceMs?: number;
}
