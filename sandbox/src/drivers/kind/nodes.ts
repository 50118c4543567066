import type { SandboxProfile } from '@drydock/model';

/** The nodes of a profile, as kind names them. */
export function nodeParts(profile: SandboxProfile): readonly string[] {
  return profile === 'one-node' ? ['control-plane'] : ['control-plane', 'worker', 'worker2'];
}
