import type { HostLoad } from '@drydock/host';
import { memoryOf, reserveOf } from '@drydock/sandbox';

const gibibyte = 2 ** 30;

/** What one sandbox takes that is kept: paused, or with its memory put away. */
const sizes = { frozen: 0.55 * gibibyte, deep: 0.15 * gibibyte } as const;
/** What Drydock promises. */
const most = 100;

/** Returns how many sandboxes a host keeps beside two that are being made, at most a hundred. */
export function keptRoom(load: HostLoad, isDeep: boolean): number {
  const free = load.availableBytes - reserveOf(load) - 2 * memoryOf('one-node');
  return Math.min(most, Math.max(1, Math.floor(free / (isDeep ? sizes.deep : sizes.frozen))));
}
