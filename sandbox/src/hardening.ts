import type { SandboxProfile } from '@drydock/model';
import type { DriverFacts } from './driver.ts';

/** What a server gives up so that its students can share a machine. Without one a student is administrator of their cluster, and root on its nodes. */
export interface Hardening {
  /** Kept with each sandbox: one that was made under another name, or under none, is not handed out. */
  readonly name: string;
  /** What a driver cannot do any more. */
  narrow(info: DriverFacts): DriverFacts;
  /** The group of the student in their client certificate. */
  readonly studentGroup: string;
  /** Returns the name of a sandbox's bridge on the host, of at most 15 characters. */
  bridgeName(id: string): string;
  /** Has the host keep those bridges apart from all else; idempotent. `image` is one on this host with iptables. */
  guardHost(image: string): Promise<void>;
  /** Closes what a student may not have, and resolves once that holds. The student has no key of the cluster yet. */
  harden(sandbox: HardenedSandbox, signal: AbortSignal): Promise<void>;
}

/** A sandbox whose nodes are Ready and whose workspace runs. */
export interface HardenedSandbox {
  readonly id: string;
  readonly profile: SandboxProfile;
  /** Containers: the nodes, the control plane first, and the workspace. */
  readonly nodes: readonly string[];
  readonly workspace: string;
  /** The administrator's kubeconfig on the control plane. */
  readonly adminKubeconfig: string;
}
