import { availableParallelism } from 'node:os';
import type { Lifetime, SandboxDriver } from '../driver.ts';

/** The fleet's log for the operator; a pino logger fits. */
interface Log {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** How many sandboxes, of what kind, and whose. */
export interface FleetOptions {
  readonly driver: SandboxDriver;
  /** How many unclaimed one-node sandboxes to keep frozen for the next claims. */
  readonly warm: number;
  /** How many sandboxes may exist at once: claimed, warm, being made and being destroyed. */
  readonly maximum: number;
  /** Ends the fleet: what waits or is being made is cancelled; complete sandboxes of lifetime `host` stay. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Default `host`: sandboxes are found again by the next fleet. `process`: they end with this process, and a fleet never touches those of another. */
  readonly lifetime?: Lifetime;
  /** How many are made at once; default one per two cores, since a create keeps a core busy, but two on two cores: half of a create is waiting. */
  readonly creates?: number;
  /** How many claims may wait; the next is refused with `no_capacity`. */
  readonly queue?: number;
  /** How long a new warm sandbox may take to settle before it is frozen all the same. */
  readonly settleMs?: number;
  /** How long to wait after the host failed; twice as long each time, at most 5 min. */
  readonly retryMs?: number;
}

export type FleetSettings = Required<FleetOptions>;

export function settingsOf(options: FleetOptions): FleetSettings {
  return {
    lifetime: 'host',
    creates: Math.max(2, Math.floor(availableParallelism() / 2)),
    queue: 100,
    settleMs: 90_000,
    retryMs: 5000,
    ...options,
  };
}
