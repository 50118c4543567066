import { nodeParts } from '@drydock/lab';
import type { SandboxProfile } from '@drydock/model';

/** Returns the shells on nodes as the dock names them: the only one as an empty name, or each by the name of its node. */
export function nodeShells(profile: SandboxProfile): readonly string[] {
  const parts = nodeParts(profile);
  return parts.length === 1 ? [''] : parts;
}
