import type { Hardening } from '../hardening.ts';
import { clusterLimits } from './quota.ts';
import type { Tier } from './tier.ts';
import { tierTwo } from './tier-two.ts';

/** Returns what a tier adds to a driver on Docker: its hardening, and documents for kubeadm. */
export function hardeningOf(tier: Tier): {
  readonly hardening?: Hardening;
  readonly kubeadmPatches: readonly string[];
} {
  return tier === 1 ? { kubeadmPatches: [] } : { hardening: tierTwo, kubeadmPatches: clusterLimits };
}
