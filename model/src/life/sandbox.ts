import { z } from 'zod';

/**
 * one-node: one control plane that also runs workloads; three-nodes: one control plane and two workers; both with -election: the same with leader election;
 * no-cni: three nodes without a Pod network, so that no node is Ready; bare: three machines without a cluster, on which kubeadm is run by hand.
 */
export const SandboxProfile = z.enum([
  'one-node',
  'three-nodes',
  'one-node-election',
  'three-nodes-election',
  'no-cni',
  'bare',
]);
export type SandboxProfile = z.infer<typeof SandboxProfile>;

/** What is there when a sandbox of a profile is ready. */
export interface ProfileShape {
  /** The names of its nodes, the control plane's first. */
  readonly nodes: readonly string[];
  /** Kubernetes runs on the nodes. */
  readonly hasCluster: boolean;
  /** Pods have a network, so the nodes are Ready and names are resolved. */
  readonly hasPodNetwork: boolean;
  /** The controller manager and the scheduler hold Leases, as kubeadm has it. Elsewhere they work without, so that a thawed cluster need not wait for them. */
  readonly hasLeaderElection: boolean;
}

const one = ['control-plane'];
const three = ['control-plane', 'worker', 'worker2'];
const ready = { hasCluster: true, hasPodNetwork: true };

/** The shape of each profile. */
export const profileShape: Readonly<Record<SandboxProfile, ProfileShape>> = {
  'one-node': { nodes: one, ...ready, hasLeaderElection: false },
  'three-nodes': { nodes: three, ...ready, hasLeaderElection: false },
  'one-node-election': { nodes: one, ...ready, hasLeaderElection: true },
  'three-nodes-election': { nodes: three, ...ready, hasLeaderElection: true },
  'no-cni': { nodes: three, hasCluster: true, hasPodNetwork: false, hasLeaderElection: false },
  bare: { nodes: three, hasCluster: false, hasPodNetwork: false, hasLeaderElection: true },
};

/** A sandbox as it is read from the host's labels; `broken` means parts of it are gone. */
export const SandboxSummary = z.object({
  id: z.string().regex(/^[a-z0-9]{6,16}$/),
  profile: SandboxProfile,
  driver: z.string(),
  state: z.enum(['running', 'frozen', 'broken']),
  createdAt: z.iso.datetime(),
});
export type SandboxSummary = z.infer<typeof SandboxSummary>;
