import type { Fleet } from '@drydock/sandbox';
import type { Hold } from './hold.ts';

/**
 * A fleet that starts at its first use and then takes over the sandboxes that are held, once: Docker
 * may come up later than the server. A use that finds no host rejects with the host's problem, and the
 * next one tries again.
 */
export function createSelfOpeningFleet(fleet: Fleet, holds: () => Iterable<Hold>): Fleet {
  let opened: Promise<void> | undefined;
  async function open(): Promise<void> {
    await fleet.start();
    const owners = new Map<string, string>();
    const lost: string[] = [];
    for (const { held, lease } of holds()) {
      if (held === 'none' || lease.sandbox === null) continue;
      owners.set(lease.sandbox, lease.user);
      if (held === 'lost') lost.push(lease.sandbox);
    }
    await fleet.adopt(owners);
    for (const sandbox of lost) fleet.forsake(sandbox);
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
