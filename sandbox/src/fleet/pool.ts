import { startStep } from '@drydock/host';
import type { SandboxProfile } from '@drydock/model';
import type { Sandbox } from '../driver.ts';
import type { Depth } from './depth.ts';
import type { FleetSettings } from './options.ts';
import type { Waiter } from './queue.ts';

/** The unclaimed sandboxes: frozen, or settling before they are. Of a driver that cannot freeze they run. */
export interface Pool {
  ids(): readonly string[];
  count(profile: SandboxProfile): number;
  isSettling(): boolean;
  has(profile: SandboxProfile): boolean;
  /** Takes the sandbox in; a running one settles and is frozen, and the promise resolves then. */
  add(sandbox: Sandbox): Promise<void>;
  /** Thaws one for the waiter and marks it as claimed on the host; rejects when it is not usable, and then it is out of the pool. */
  wake(waiter: Waiter): { id: string; sandbox: Promise<Sandbox> } | undefined;
  /** Takes one out of the pool to make room: any but of this profile, which a waiter could use. */
  giveUp(except: SandboxProfile): string | undefined;
  drop(id: string): void;
}

interface Entry {
  readonly sandbox: Sandbox;
  readonly taken: AbortController;
  /** A freeze that is under way must end before the thaw. */
  rest: Promise<void>;
  isSettling: boolean;
}

export function createPool({ driver, signal, settleMs }: FleetSettings, depth: Depth): Pool {
  const entries = new Map<string, Entry>();

  function take(matches: (entry: Entry) => boolean): Entry | undefined {
    const all = [...entries.values()].filter(matches);
    const entry = all.find(({ isSettling }) => !isSettling) ?? all[0];
    if (entry) drop(entry.sandbox.id);
    return entry;
  }

  function drop(id: string): void {
    entries.get(id)?.taken.abort();
    entries.delete(id);
  }

  async function settle(entry: Entry): Promise<void> {
    const { sandbox, taken } = entry;
    try {
      if (sandbox.state !== 'frozen')
        await sandbox.settled({ signal: AbortSignal.any([signal, taken.signal]), withinMs: settleMs });
      if (!driver.info.hasFreeze || taken.signal.aborted) return;
      await driver.freeze(sandbox.id, { signal });
      if (!taken.signal.aborted) depth.frozen(sandbox.id, { isSoon: true });
    } catch (error) {
      if (taken.signal.aborted) return;
      drop(sandbox.id);
      throw error;
    } finally {
      entry.isSettling = false;
    }
  }

  async function wake(entry: Entry, waiter: Waiter): Promise<Sandbox> {
    const { sandbox } = entry;
    const end = startStep(waiter.onStep, 'thaw', 'Waking a sandbox from the pool');
    await entry.rest;
    try {
      await depth.leave(sandbox.id);
      await driver.thaw(sandbox.id, { signal });
      await driver.claim(sandbox.id);
    } catch (error) {
      end('failed');
      throw error;
    }
    end('done');
    return { ...sandbox, state: 'running', isClaimed: true };
  }

  return {
    ids: () => [...entries.keys()],
    count: (profile) => [...entries.values()].filter(({ sandbox }) => sandbox.profile === profile).length,
    has: (profile) => [...entries.values()].some(({ sandbox }) => sandbox.profile === profile),
    isSettling: () => [...entries.values()].some(({ isSettling }) => isSettling),
    add(sandbox) {
      const entry: Entry = { sandbox, taken: new AbortController(), rest: Promise.resolve(), isSettling: true };
      entries.set(sandbox.id, entry);
      const settled = settle(entry);
      entry.rest = settled.catch(() => undefined);
      return settled;
    },
    wake(waiter) {
      const entry = take(({ sandbox }) => sandbox.profile === waiter.profile);
      return entry && { id: entry.sandbox.id, sandbox: wake(entry, waiter) };
    },
    giveUp: (except) => take(({ sandbox }) => sandbox.profile !== except)?.sandbox.id,
    drop,
  };
}
