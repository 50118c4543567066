import type { Fleet } from '@drydock/sandbox';
import type { Store } from './store.ts';

/**
 * A fleet that starts at its first use and then takes over the sandboxes of living attempts, once:
 * Docker may come up later than the server. A use that finds no host rejects with the host's problem,
 * and the next one tries again.
 */
export function createSelfOpeningFleet(fleet: Fleet, store: Pick<Store, 'living'>): Fleet {
  let opened: Promise<void> | undefined;
  async function open(): Promise<void> {
    await fleet.start();
    const living = await store.living();
    const owners = new Map<string, string>();
    for (const { user, attempt } of living) {
      if (attempt.sandbox !== null && attempt.state !== 'failed') owners.set(attempt.sandbox, user);
    }
    await fleet.adopt(owners);
    for (const { attempt } of living) {
      if (attempt.sandbox !== null && attempt.state === 'lost') fleet.forsake(attempt.sandbox);
    }
  }
  function ensureOpen(): Promise<void> {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }
  return {
    ...fleet,
    async claim(options) {
      await ensureOpen();
      return fleet.claim(options);
    },
    async list() {
      await ensureOpen();
      return fleet.list();
    },
  };
}
