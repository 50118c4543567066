import { z } from 'zod';
import { SandboxProfile } from './sandbox.ts';

/** What a driver can do, as data: labs, pages and the fleet ask this and never the driver's name. */
export const DriverInfo = z.object({
  name: z.string(),
  /** The shapes of cluster it makes. */
  profiles: z.array(SandboxProfile).readonly(),
  /** A sandbox can be stopped with its processes and memory kept. */
  hasFreeze: z.boolean(),
  /** A frozen sandbox gives most of its memory back. */
  hasDeepFreeze: z.boolean(),
  /** Root on a node: for the student's node shell, and for checks that look at a node. */
  hasNodeShells: z.boolean(),
  /** A sandbox can have a private registry. */
  hasRegistry: z.boolean(),
  /** One node can be stopped while the others run. */
  canPauseNodes: z.boolean(),
});
export type DriverInfo = z.infer<typeof DriverInfo>;

/** What a lab needs of the driver that makes its cluster. */
export interface LabNeeds {
  readonly profile: SandboxProfile;
  /** Whether the student or a check gets to a node. */
  readonly nodeShell: boolean;
  readonly registry: boolean;
}

/** Something that a lab may need and a driver may lack. */
export type Capability = 'profile' | 'nodeShell' | 'registry';

/** Returns what a lab needs and the driver lacks; empty when the lab can be started. */
export function missingCapabilities(info: DriverInfo, needs: LabNeeds): readonly Capability[] {
  const missing: Capability[] = [];
  if (!info.profiles.includes(needs.profile)) missing.push('profile');
  if (needs.nodeShell && !info.hasNodeShells) missing.push('nodeShell');
  if (needs.registry && !info.hasRegistry) missing.push('registry');
  return missing;
}
