import type { Fleet } from '@drydock/sandbox';
import type { Logger } from 'pino';
import type { LeaseStore } from './store.ts';

/** What leases are made from. */
export interface LeaseDeps {
  readonly store: LeaseStore;
  readonly fleet: Fleet;
  /** How long a lease lasts from ready. */
  readonly lifeMs: number;
  /** How often it may be given one more hour. */
  readonly extensions: number;
  /** How long nobody is there before its sandbox is frozen. */
  readonly idleMs: number;
  readonly log: Logger;
}
