import { createFakeDriver, createFleet } from '@drydock/sandbox';
import { pino } from 'pino';
import type { LeaseDeps } from '../leases/deps.ts';
import { createLeases } from '../leases/leases.ts';
import type { LeaseStore } from '../leases/store.ts';

/** Leases over a simulated host, for tests of one part. */
export function createTestLeases(store: LeaseStore, directory: string, settings: Partial<LeaseDeps> = {}) {
  const log = pino({ level: 'silent' });
  const { signal } = new AbortController();
  const fleet = createFleet({ driver: createFakeDriver({ directory }), warm: 0, maximum: 2, signal, log });
  return createLeases({ store, fleet, lifeMs: 4 * 3600_000, extensions: 4, idleMs: 3600_000, log, ...settings });
}
