import type { Lease, LeasePurpose } from '@drydock/model';
import type { LeaseDeps } from './deps.ts';
import type { Held } from './held.ts';
import { createHold, type Hold } from './hold.ts';

/** The leases of a server, for attempts and playgrounds alike: one pool, one set of limits and times. */
export interface Leases {
  /** How often a lease may be given one more hour. */
  readonly extensions: number;
  /** A lease that holds nothing yet. */
  fresh(id: string, user: string, purpose: LeasePurpose): Lease;
  /** Takes up a lease as it was stored; `onTimes` is told of each change of its times. */
  take(lease: Lease, held: Held, onTimes: () => Promise<void>): Hold;
}

export function createLeases(deps: LeaseDeps): Leases {
  return {
    extensions: deps.extensions,
    fresh: (id, user, purpose) => ({
      id,
      user,
      purpose,
      sandbox: null,
      activeAt: new Date().toISOString(),
      readyAt: null,
      expiresAt: null,
      extensionsLeft: deps.extensions,
    }),
    take: (lease, held, onTimes) => createHold(lease, held, onTimes, deps),
  };
}
