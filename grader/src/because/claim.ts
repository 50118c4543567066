import type { PersistentVolume, PersistentVolumeClaim } from '@drydock/cluster';
import type { Text } from '@drydock/model';
import type { Look } from './look.ts';
import { released, unbound } from './words.ts';

/** Why a claim has no volume. */
export async function becauseOfClaim(look: Look, claim: PersistentVolumeClaim): Promise<Text | undefined> {
  return claim.status?.phase === 'Bound' ? undefined : unbound(claim.metadata.name, await look.warning(claim));
}

/** Why a volume takes no claim. */
export function becauseOfVolume(volume: PersistentVolume): Text | undefined {
  const { status, spec: { claimRef } = {} } = volume;
  return status?.phase === 'Released'
    ? released(volume.metadata.name, `${claimRef?.namespace ?? ''}/${claimRef?.name ?? ''}`)
    : undefined;
}
