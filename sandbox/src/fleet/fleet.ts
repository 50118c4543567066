import { randomUUID } from 'node:crypto';
import type { CourseError, OnStep, SandboxProfile } from '@drydock/model';
import type { DriverFacts, Sandbox } from '../driver.ts';
import { createDispatch } from './dispatch.ts';
import { type FleetOptions, settingsOf } from './options.ts';
import { createWaiter } from './queue.ts';
import { fail } from '../text/fail.ts';

export interface ClaimOptions {
  readonly profile: SandboxProfile;
  /** For whom: who has less comes first. */
  readonly owner?: string;
  readonly signal: AbortSignal;
  /** Steps: `queue` while there is no place (with the place in the queue), then `thaw`, or those of a create. */
  readonly onStep: OnStep;
}

/** How full a fleet is. */
export interface FleetStatus {
  readonly claimed: number;
  readonly warm: number;
  readonly making: number;
  /** Frozen ones whose memory was put away. */
  readonly deep: number;
  readonly waiting: number;
  readonly maximum: number;
}

/** All sandboxes of a host: who has one, who waits for one, and those kept ready. */
export interface Fleet {
  /** What its driver can do. */
  readonly info: DriverFacts;

  /** Sweeps what killed makers left on the host, and returns every sandbox that is found. */
  start(): Promise<readonly Sandbox[]>;

  /**
   * Takes over what an earlier fleet left, and begins to fill the pool. Sandboxes `inUse` are kept as claimed; unclaimed ones made from the present images
   * enter the pool unless they were stopped; all others are destroyed in the background. Returns the sandboxes kept and the `inUse` ids that are missing or broken. A map gives the owner of each.
   */
  adopt(
    inUse: readonly string[] | ReadonlyMap<string, string>,
  ): Promise<{ readonly kept: readonly Sandbox[]; readonly lost: readonly string[] }>;

  /**
   * A sandbox of this profile for the caller alone: one from the pool, or a new one, after those who came first or have fewer. Rejects with `no_capacity` when too many
   * wait, with `aborted` when cancelled, and with the driver's error when the create fails.
   */
  claim(options: ClaimOptions): Promise<Sandbox>;

  /** The sandbox is broken: it is destroyed as soon as a claim waits for its place, unless it is thawed before. */
  forsake(id: string): void;

  /** Destroys the sandbox and lets the next claim in; resolves when nothing of it is left; idempotent. */
  release(id: string): Promise<void>;

  /** A claimed sandbox, as it was when it was claimed or adopted; `sandbox_unknown` when it is not claimed. */
  get(id: string): Sandbox;

  /** Every sandbox of this installation as the host has it now, those of other processes too. */
  list(): Promise<readonly Sandbox[]>;

  freeze(id: string): Promise<void>;
  thaw(id: string): Promise<void>;
  status(): FleetStatus;

  /** After the signal: resolves when all that was under way has ended. Sandboxes of lifetime `process` are destroyed, those of lifetime `host` stay. */
  close(): Promise<void>;
}

/** A fleet over a driver: `start`, then `adopt`, before the first claim. */
export function createFleet(options: FleetOptions): Fleet {
  const { driver, signal, log, lifetime, queue } = settingsOf(options);
  const dispatch = createDispatch(settingsOf(options));
  signal.addEventListener('abort', () => dispatch.refuseAll(goingDown()), { once: true });

  return {
    info: driver.info,

    async start() {
      const swept = await driver.sweep();
      if (swept.length > 0) log.info({ sandboxes: swept }, 'swept what killed makers left');
      return driver.list();
    },

    async adopt(used) {
      const owners = used instanceof Map ? used : new Map<string, string>();
      const inUse: readonly string[] = [...(used instanceof Map ? used.keys() : used)];
      const found = (await driver.list()).filter((sandbox) => sandbox.lifetime === 'host' && lifetime === 'host');
      for (const sandbox of found) dispatch.adopt(sandbox, inUse.includes(sandbox.id), owners.get(sandbox.id) ?? '');
      dispatch.pump();
      const kept = found.filter(({ id, state }) => inUse.includes(id) && state !== 'broken');
      return { kept, lost: inUse.filter((id) => !kept.some((sandbox) => sandbox.id === id)) };
    },

    async claim({ profile, owner = randomUUID(), signal: caller, onStep }) {
      if (signal.aborted) throw goingDown();
      const { waiting, claimed } = dispatch.status();
      if (waiting >= queue) throw fail('no_capacity', (text) => text.full(claimed, waiting));
      const { waiter, promise } = createWaiter({
        profile,
        owner,
        onStep,
        signal: caller,
        onLeave: () => dispatch.leave(waiter),
      });
      dispatch.enqueue(waiter);
      return promise;
    },

    forsake: (id) => dispatch.forsake(id, true),

    release: (id) => dispatch.remove(id),

    get(id) {
      const sandbox = dispatch.claimed(id);
      if (sandbox) return sandbox;
      throw fail('sandbox_unknown', (text) => text.unclaimed(id));
    },

    list: () => driver.list(),
    freeze: (id) => dispatch.freeze(id),
    async thaw(id) {
      await dispatch.thaw(id);
      dispatch.forsake(id, false);
    },
    status: () => dispatch.status(),

    async close() {
      if (!signal.aborted) throw new Error('Abort the signal of the fleet before you close it.');
      await dispatch.idle();
      if (lifetime === 'process') await Promise.all(dispatch.ids().map((id) => driver.destroy(id)));
    },
  };
}

function goingDown(): CourseError {
  return fail('aborted', (text) => text.goingDown);
}
