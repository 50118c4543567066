import { fail } from './text/fail.ts';

/** Trusted access to a node of the sandbox, not through the Kubernetes API; provided by the maker of the sandbox. */
export interface NodeAccess {
  /** The node's name in Kubernetes, where that is known. */
  readonly name?: string;
  exec(
    argv: readonly string[],
    options?: { input?: string; timeoutMs?: number; signal?: AbortSignal },
  ): Promise<{ exitCode: number; stdout: string; stderr: string }>;
  /** Returns the address at which the host reaches the ports of the node; never taken from the node or the cluster. */
  address(options?: { signal?: AbortSignal }): Promise<string>;
}

/** Gives a node by its name; without one, the node that a one-node sandbox has. */
export type OpenNode = (name?: string) => Promise<NodeAccess>;

/** Gives the workspace, in which commands run as the student. */
export type OpenWorkspace = () => Promise<Pick<NodeAccess, 'exec'>>;

/** Stands in for the workspace of a cluster that has none: rejects when a set-up needs it. */
export async function noWorkspace(): Promise<never> {
  throw fail('forbidden', (text) => text.noWorkspace);
}
