import { availableParallelism } from 'node:os';
import type { HostLoad } from '@drydock/host';
import type { SandboxProfile } from '@drydock/model';
import type { Lifetime, SandboxDriver } from '../driver.ts';

/** How many unclaimed sandboxes of each profile are kept frozen for the next claims. A number means clusters of one node. */
export type Warm = number | Readonly<Partial<Record<SandboxProfile, number>>>;

/** The fleet's log for the operator; a pino logger fits. */
interface Log {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** How many sandboxes, of what kind, and whose. */
export interface FleetOptions {
  readonly driver: SandboxDriver;
  /** How many unclaimed sandboxes to keep frozen for the next claims. */
  readonly warm: Warm;
  /** How many sandboxes may exist at once, whatever the host has left: claimed, warm, being made and being destroyed. */
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
  /** Measures what the host has left: without it only `maximum` counts. */
  readonly measure?: (() => Promise<HostLoad>) | undefined;
  /** How often the host is measured while a claim waits or a pool is short. */
  readonly measureMs?: number;
  /** How long a sandbox is frozen before its memory is put away, where the driver can do that. */
  readonly deepAfterMs?: number;
  /** How long to wait after the host failed; twice as long each time, at most 5 min. */
  readonly retryMs?: number;
}

export interface FleetSettings extends Required<Omit<FleetOptions, 'warm' | 'measure'>> {
  readonly warm: ReadonlyMap<SandboxProfile, number>;
  readonly measure: (() => Promise<HostLoad>) | undefined;
}

export function settingsOf(options: FleetOptions): FleetSettings {
  return {
    lifetime: 'host',
    creates: Math.max(2, Math.floor(availableParallelism() / 2)),
    queue: 100,
    settleMs: 90_000,
    retryMs: 5000,
    measureMs: 2000,
    deepAfterMs: 300_000,
    ...options,
    maximum: options.driver.isLent ? 1 : options.maximum,
    measure: options.measure,
    warm: warmOf(options),
  };
}

/** The pools of the profiles that the driver makes. A cluster that is lent is not kept from its owner while no student has it. */
function warmOf({ warm, driver }: FleetOptions): ReadonlyMap<SandboxProfile, number> {
  if (driver.isLent) return new Map();
  const sizes = typeof warm === 'number' ? { 'one-node': warm } : warm;
  const pools = driver.info.profiles.map((profile) => [profile, sizes[profile] ?? 0] as const);
  return new Map(pools.filter(([, size]) => size > 0));
}
