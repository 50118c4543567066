import type { KubeObject, Text } from '@drydock/model';
import type { Look } from './look.ts';
import { released, unbound } from './words.ts';

/** Why a claim has no volume. */
export async function becauseOfClaim(look: Look, claim: KubeObject): Promise<Text | undefined> {
  const { phase } = (claim['status'] ?? {}) as { phase?: string };
  return phase === 'Bound' ? undefined : unbound(claim.metadata.name, await look.warning(claim));
}

/** Why a volume takes no claim. */
export function becauseOfVolume(volume: KubeObject): Text | undefined {
  const { phase } = (volume['status'] ?? {}) as { phase?: string };
  const { claimRef } = (volume['spec'] ?? {}) as { claimRef?: { namespace?: string; name?: string } };
  return phase === 'Released'
    ? released(volume.metadata.name, `${claimRef?.namespace ?? ''}/${claimRef?.name ?? ''}`)
    : undefined;
}
