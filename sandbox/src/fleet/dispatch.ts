import { backOffMs, CourseError, type SandboxProfile } from '@drydock/model';
import type { Sandbox } from '../driver.ts';
import { createBoots } from './boots.ts';
import { beginCreation, type Creation } from './creations.ts';
import { createDepth } from './depth.ts';
import { createHostWatch } from './host-watch.ts';
import type { FleetSettings } from './options.ts';
import { createPace } from './pace.ts';
import { createPool } from './pool.ts';
import { fairOrder, type Waiter } from './queue.ts';
import { createRemoval, longestRestMs } from './removal.ts';
import { createTasks } from './tasks.ts';

/** Matches waiting claims with sandboxes, within the maximum, and keeps the pool filled while no claim waits. */
export function createDispatch(settings: FleetSettings) {
  const { driver, maximum, warm, creates, retryMs, signal } = settings;
  const depth = createDepth(settings);
  const boots = createBoots(settings, depth);
  const pool = createPool(settings, depth);
  const pace = createPace();
  const tasks = createTasks(settings, () => pump());
  const background = tasks.run;
  const host = createHostWatch(settings, () => {
    if (waiters.length > 0 || [...warm.keys()].some(isShort)) pump();
  });
  const claimed = new Map<string, { sandbox: Sandbox; owner: string }>();
  /** Claimed, but no longer usable: their places go to waiting claims. */
  const forsaken = new Set<string>();
  const creations = new Set<Creation>();
  /** On their way to a claim or out of the world. */
  const moving = new Set<string>();
  let waiters: Waiter[] = [];
  let failuresInARow = 0;
  let restUntil = 0;

  const count = (): number => claimed.size + pool.ids().length + creations.size + moving.size;

  /** How many sandboxes an owner has or is about to get. */
  function heldBy(owner: string): number {
    const made = [...creations].filter((creation) => creation.waiter()?.owner === owner);
    return made.length + [...claimed].filter(([id, each]) => each.owner === owner && !forsaken.has(id)).length;
  }

  const makingNow = (): readonly SandboxProfile[] => [...creations].map(({ profile }) => profile);
  const isShort = (profile: SandboxProfile): boolean => pool.count(profile) < (warm.get(profile) ?? 0);
  const isFull = (profile: SandboxProfile): boolean =>
    count() >= maximum || host.shortage(profile, makingNow()) === 'memory';

  /** Serves every waiter, in order, and fills the pool when no claim waits. Called after every change. */
  function pump(): void {
    if (signal.aborted) return;
    waiters = fairOrder(
      waiters.filter((waiter) => !waiter.isOver()),
      heldBy,
    ).filter((waiter) => !serve(waiter));
    if (waiters.length > 0) waiters = fairOrder(waiters, heldBy);
    waiters.forEach((waiter, ahead) => {
      const seconds = pace.secondsTo(ahead + 1, { isFull: isFull(waiter.profile), creates });
      waiter.tellPlace({ place: ahead + 1, waiting: waiters.length, ...(seconds !== undefined && { seconds }) });
    });
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
      if (isFull(waiter.profile)) makeRoom(waiter.profile);
      if (count() >= maximum || creations.size >= creates || host.shortage(waiter.profile, makingNow())) return false;
      waiter.leaveQueue();
      begin(waiter.profile, waiter);
    }
    return true;
  }

  /** Gives up a sandbox that its owner has lost, a warm one, or one that is being made, of a profile the waiter cannot use. */
  function makeRoom(profile: SandboxProfile): void {
    depth.hurry();
    if (moving.size > 0) return;
    const [lost] = forsaken;
    const surplus = lost ?? pool.giveUp(profile);
    if (surplus !== undefined) background('an unused sandbox was not destroyed', remove(surplus));
    else [...creations].find((creation) => !creation.waiter() && creation.profile !== profile)?.cancel();
  }

  function refill(): void {
    const isBusy = creations.size > 0 || pool.isSettling() || performance.now() < restUntil;
    if (isBusy || count() >= maximum) return;
    // The pool that is the emptiest comes first.
    const fill = (profile: SandboxProfile): number => pool.count(profile) / (warm.get(profile) ?? 1);
    const [next] = [...warm.keys()].filter(isShort).toSorted((one, other) => fill(one) - fill(other));
    if (next && host.shortage(next, []) === undefined) begin(next, undefined);
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
      pace.made(performance.now() - creation.begunAt);
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
      else if (!(error instanceof CourseError && error.code === 'aborted')) {
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

  const { remove, removeAtLast } = createRemoval(settings, {
    moving,
    depth,
    background,
    forget(id) {
      claimed.delete(id);
      forsaken.delete(id);
      pool.drop(id);
    },
    onGone() {
      pace.freed();
      pump();
    },
  });

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
      const { id, isClaimed, isCurrent, state, isStopped, profile } = sandbox;
      const known = [...claimed.keys(), ...pool.ids(), ...moving, ...[...creations].map((creation) => creation.id)];
      if (known.includes(id)) return;
      if (isInUse) {
        claimed.set(id, { sandbox, owner });
        if (state === 'frozen') depth.frozen(id);
      } else if (!isClaimed && isCurrent && state !== 'broken' && !isStopped && isShort(profile)) enter(sandbox);
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
      deep: depth.count(),
      waiting: waiters.length,
      maximum,
    }),
    /** Refuses everybody who waits. */
    refuseAll(error: CourseError): void {
      for (const waiter of waiters.splice(0)) waiter.refuse(error);
    },
    /** Resolves when nothing is under way any more. */
    async idle(): Promise<void> {
      await tasks.idle();
      await depth.idle();
    },
    async freeze(id: string): Promise<void> {
      await driver.freeze(id, { signal });
      depth.frozen(id);
    },
    thaw: (id: string): Promise<void> => boots.thaw(id),
  };
}
