import { setTimeout as delay } from 'node:timers/promises';
import { backOffMs, CourseError, type SandboxProfile } from '@drydock/model';
import type { Sandbox } from '../driver.ts';
import { beginCreation, type Creation } from './creations.ts';
import type { FleetSettings } from './options.ts';
import { createPool } from './pool.ts';
import { fairOrder, type Waiter } from './queue.ts';

/** The profile of the pool. */
const warmProfile: SandboxProfile = 'one-node';
const longestRestMs = 300_000;

/** Matches waiting claims with sandboxes, within the maximum, and keeps the pool filled while no claim waits. */
export function createDispatch(settings: FleetSettings) {
  const { driver, maximum, creates, retryMs, signal, log } = settings;
  const warm = driver.info.profiles.includes(warmProfile) ? settings.warm : 0;
  const pool = createPool(settings);
  const claimed = new Map<string, { sandbox: Sandbox; owner: string }>();
  /** Claimed, but no longer usable: their places go to waiting claims. */
  const forsaken = new Set<string>();
  const creations = new Set<Creation>();
  /** On their way to a claim or out of the world. */
  const moving = new Set<string>();
  const tasks = new Set<Promise<void>>();
  let waiters: Waiter[] = [];
  let failuresInARow = 0;
  let restUntil = 0;

  const count = (): number => claimed.size + pool.ids().length + creations.size + moving.size;

  /** How many sandboxes an owner has or is about to get. */
  function heldBy(owner: string): number {
    const made = [...creations].filter((creation) => creation.waiter()?.owner === owner);
    return made.length + [...claimed].filter(([id, each]) => each.owner === owner && !forsaken.has(id)).length;
  }

  /** Runs work in the background; its failure is logged for the operator. */
  function background(failure: string, work: Promise<void>): void {
    const task = work
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error }, failure);
      })
      .finally(() => {
        tasks.delete(task);
        pump();
      });
    tasks.add(task);
  }

  /** Serves every waiter, in order, and fills the pool when no claim waits. Called after every change. */
  function pump(): void {
    if (signal.aborted) return;
    waiters = fairOrder(
      waiters.filter((waiter) => !waiter.isOver()),
      heldBy,
    ).filter((waiter) => !serve(waiter));
    if (waiters.length > 0) waiters = fairOrder(waiters, heldBy);
    waiters.forEach((waiter, ahead) => waiter.tellPlace({ place: ahead + 1, waiting: waiters.length }));
    if (waiters.length === 0) refill();
  }

  /** Whether the waiter is provided for. */
  function serve(waiter: Waiter): boolean {
    const woken = pool.wake(waiter);
    const spare = [...creations].find(
      (creation) => creation.profile === waiter.profile && !creation.waiter() && !creation.isCancelled(),
    );
    if (woken) {
      waiter.leaveQueue();
      background('a warm sandbox could not be woken', handOver(waiter, woken.id, woken.sandbox));
    } else if (spare) {
      waiter.leaveQueue();
      spare.assign(waiter);
    } else {
      if (count() >= maximum) makeRoom(waiter.profile);
      if (count() >= maximum || creations.size >= creates) return false;
      waiter.leaveQueue();
      begin(waiter.profile, waiter);
    }
    return true;
  }

  /** Gives up a sandbox that its owner has lost, a warm one, or one that is being made, of a profile the waiter cannot use. */
  function makeRoom(profile: SandboxProfile): void {
    if (moving.size > 0) return;
    const [lost] = forsaken;
    const surplus = lost ?? pool.giveUp(profile);
    if (surplus !== undefined) background('an unused sandbox was not destroyed', remove(surplus));
    else [...creations].find((creation) => !creation.waiter() && creation.profile !== profile)?.cancel();
  }

  function refill(): void {
    const isBusy = creations.size > 0 || pool.isSettling() || performance.now() < restUntil;
    if (!isBusy && pool.count(warmProfile) < warm && count() < maximum) begin(warmProfile, undefined);
  }

  function begin(profile: SandboxProfile, waiter: Waiter | undefined): void {
    const creation = beginCreation(settings, profile);
    creation.assign(waiter);
    creations.add(creation);
    background('a sandbox was not made', finish(creation));
  }

  async function finish(creation: Creation): Promise<void> {
    try {
      const sandbox = await creation.result;
      failuresInARow = 0;
      creations.delete(creation);
      const waiter = creation.waiter();
      if (!waiter || waiter.isOver()) enter(sandbox);
      else await handOver(waiter, sandbox.id, claim(sandbox));
    } catch (error) {
      creations.delete(creation);
      const waiter = creation.waiter();
      if (!signal.aborted) background('a half-made sandbox was not destroyed', removeAtLast(creation.id));
      if (waiter) waiter.refuse(error);
      else if (!isAborted(error)) {
        rest();
        throw error;
      }
    }
  }

  /** After a failure the pool waits before it tries again, longer each time. */
  function rest(): void {
    const restMs = backOffMs(failuresInARow++, Math.random(), [retryMs, longestRestMs]);
    restUntil = performance.now() + restMs;
    const timer = setTimeout(pump, restMs + 1).unref();
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /** Takes an unclaimed sandbox into the pool. */
  function enter(sandbox: Sandbox): void {
    background(
      'a warm sandbox was not frozen',
      pool.add(sandbox).catch(async (error: unknown) => {
        if (!signal.aborted) await remove(sandbox.id);
        throw error;
      }),
    );
  }

  async function claim(sandbox: Sandbox): Promise<Sandbox> {
    await driver.claim(sandbox.id);
    return { ...sandbox, isClaimed: true };
  }

  /** Hands a sandbox over once it is marked as claimed. If the waiter has left meanwhile, the sandbox may not enter the pool again. */
  async function handOver(waiter: Waiter, id: string, ready: Promise<Sandbox>): Promise<void> {
    moving.add(id);
    try {
      const sandbox = await ready;
      moving.delete(id);
      if (waiter.isOver()) return await remove(id);
      claimed.set(id, { sandbox, owner: waiter.owner });
      waiter.give(sandbox);
    } catch (error) {
      moving.delete(id);
      // The host has lost this one; the claim is served from elsewhere.
      if (signal.aborted) waiter.refuse(error);
      else waiters.unshift(waiter);
      background('a lost sandbox was not destroyed', remove(id));
      throw error;
    }
  }

  async function remove(id: string): Promise<void> {
    claimed.delete(id);
    forsaken.delete(id);
    pool.drop(id);
    moving.add(id);
    try {
      await driver.destroy(id);
      moving.delete(id);
      pump();
    } catch (error) {
      background('a sandbox was not destroyed', removeAtLast(id));
      throw error;
    }
  }

  /** Tries until the host lets it go; it keeps its place as long. Docker may be away for a while. */
  async function removeAtLast(id: string): Promise<void> {
    moving.add(id);
    for (let tries = 0; ; tries++) {
      try {
        await driver.destroy(id);
        moving.delete(id);
        return;
      } catch (error) {
        log.error({ err: error, sandbox: id }, 'a sandbox is not destroyed yet');
        await delay(backOffMs(tries, Math.random(), [retryMs, longestRestMs]), undefined, { signal });
      }
    }
  }

  const isShort = (profile: SandboxProfile): boolean => profile === warmProfile && pool.count(profile) < warm;

  return {
    pump,
    remove,
    /** Puts a claim at the end of the queue. */
    enqueue(waiter: Waiter): void {
      waiters.push(waiter);
      pump();
    },
    /** The claimer has gone: what is being made for it goes to the next who can use it, to the pool, or is cancelled. */
    leave(waiter: Waiter): void {
      const creation = [...creations].find((each) => each.waiter() === waiter);
      creation?.assign(undefined);
      if (creation && !waiters.some(({ profile }) => profile === creation.profile) && !isShort(creation.profile))
        creation.cancel();
      pump();
    },
    /** Takes a sandbox over that an earlier fleet left. */
    adopt(sandbox: Sandbox, isInUse: boolean, owner: string): void {
      const { id, isClaimed, isCurrent, state, profile } = sandbox;
      const known = [...claimed.keys(), ...pool.ids(), ...moving, ...[...creations].map((creation) => creation.id)];
      if (known.includes(id)) return;
      if (isInUse) claimed.set(id, { sandbox, owner });
      else if (!isClaimed && isCurrent && state !== 'broken' && isShort(profile)) enter(sandbox);
      else background('an unused sandbox was not destroyed', remove(id));
    },
    claimed: (id: string): Sandbox | undefined => claimed.get(id)?.sandbox,
    /** Whether a claimed sandbox may go when its place is needed. */
    forsake(id: string, isForsaken: boolean): void {
      if (isForsaken && claimed.has(id)) forsaken.add(id);
      else forsaken.delete(id);
      pump();
    },
    ids: (): readonly string[] => [...claimed.keys(), ...pool.ids()],
    status: () => ({
      claimed: claimed.size,
      warm: pool.ids().length,
      making: creations.size,
      waiting: waiters.length,
      maximum,
    }),
    /** Refuses everybody who waits. */
    refuseAll(error: CourseError): void {
      for (const waiter of waiters.splice(0)) waiter.refuse(error);
    },
    /** Resolves when nothing is under way any more. */
    async idle(): Promise<void> {
      while (tasks.size > 0) await Promise.all(tasks);
    },
  };
}

function isAborted(error: unknown): boolean {
  return error instanceof CourseError && error.code === 'aborted';
}
