import type { Lease, OnStep, SandboxProfile } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { type Activity, createActivity } from './activity.ts';
import type { LeaseDeps } from './deps.ts';
import type { Held } from './held.ts';
import type { LeaseChange } from './store.ts';
import { createTimes, type Times } from './times.ts';

/**
 * A lease as it is now: the hold of an attempt or a playground on its sandbox, with the student's time
 * and activity. Who has it decides what happens; every change is stored before it is told.
 */
export interface Hold extends Times, Activity {
  readonly lease: Lease;
  readonly held: Held;

  /** A sandbox from the pool or a new one, with the steps of getting it. One that cannot be stored is given back. */
  claim(options: { profile: SandboxProfile; signal: AbortSignal; onStep: OnStep }): Promise<Sandbox>;
  /** The whole sandbox as the host has it; undefined if it is gone or broken. Rejects while the host does not answer. */
  find(): Promise<Sandbox | undefined>;
  /** Whether the host answers and has no whole sandbox of this lease. A host that does not answer has lost nothing yet. */
  isGone(): Promise<boolean>;
  /** Wakes the sandbox; one that was lost is held again. */
  thaw(): Promise<void>;
  /** Takes the CPU from the sandbox; `thaw` gives it back. */
  freeze(): Promise<void>;
  /** The sandbox is gone from the host. It keeps its place while nobody needs it: it may come back. */
  lose(): void;
  /** Gives the sandbox back for another one; rejects when the host refuses. */
  giveBack(): Promise<void>;
  /** Gives the sandbox back for good, which the host may do later. */
  release(): Promise<void>;
}

/** Takes up a lease; `onTimes` is told after its times were stored. */
export function createHold(stored: Lease, before: Held, onTimes: () => Promise<void>, deps: LeaseDeps): Hold {
  const { store, fleet } = deps;
  const log = deps.log.child({ lease: stored.id });
  let lease = stored;
  let held = before;

  async function keep(change: LeaseChange): Promise<void> {
    await store.change(lease.id, change);
    lease = { ...lease, ...change };
  }

  /** A full disk does not keep a student from the time they have. */
  async function show(change: LeaseChange): Promise<void> {
    lease = { ...lease, ...change };
    await store
      .change(lease.id, change)
      .catch((error: unknown) => log.error({ err: error }, 'a lease could not be stored'));
  }

  async function find(): Promise<Sandbox | undefined> {
    const found = (await fleet.list()).find(({ id }) => id === lease.sandbox);
    return found?.state === 'broken' ? undefined : found;
  }

  return {
    get lease() {
      return lease;
    },
    get held() {
      return held;
    },
    ...createTimes(() => lease, show, onTimes, deps),
    ...createActivity(() => lease, keep, deps),

    async claim(options) {
      const sandbox = await fleet.claim({ ...options, owner: lease.user });
      held = 'held';
      try {
        await keep({ sandbox: sandbox.id });
      } catch (error) {
        held = 'none';
        await fleet.release(sandbox.id);
        throw error;
      }
      return sandbox;
    },

    find,
    async isGone() {
      try {
        return (await find()) === undefined;
      } catch {
        return false;
      }
    },

    async thaw() {
      if (lease.sandbox === null) return;
      await fleet.thaw(lease.sandbox);
      held = 'held';
    },
    async freeze() {
      if (lease.sandbox !== null) await fleet.freeze(lease.sandbox);
    },
    lose() {
      if (lease.sandbox === null) return;
      held = 'lost';
      fleet.forsake(lease.sandbox);
    },

    async giveBack() {
      held = 'none';
      if (lease.sandbox !== null) await fleet.release(lease.sandbox);
      await keep({ sandbox: null });
    },
    async release() {
      if (held === 'none' || lease.sandbox === null) return;
      held = 'none';
      await fleet
        .release(lease.sandbox)
        .catch((error: unknown) => log.error({ err: error }, 'a sandbox was not released'));
    },
  };
}
