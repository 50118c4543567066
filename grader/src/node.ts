/** Trusted access to a node of the sandbox, not through the Kubernetes API; given by whoever made the sandbox. */
export interface NodeAccess {
  exec(
    argv: readonly string[],
    options?: { input?: string; timeoutMs?: number; signal?: AbortSignal },
  ): Promise<{ exitCode: number; stdout: string; stderr: string }>;
  /** Where the grader's host reaches the ports of the node; not what the node or the cluster say of themselves. */
  address(options?: { signal?: AbortSignal }): Promise<string>;
}

/** Gives a node by its name; without one, the node that a one-node sandbox has. */
export type OpenNode = (name?: string) => Promise<NodeAccess>;
