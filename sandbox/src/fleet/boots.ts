import pLimit from 'p-limit';
import type { Depth } from './depth.ts';
import type { FleetSettings } from './options.ts';

/** Wakes sandboxes. */
export interface Boots {
  /** Thaws a sandbox. One that the host has stopped boots, and waits while many do. */
  thaw(id: string): Promise<void>;
}

/**
 * Has as many sandboxes boot at once as are made at once: after a restart of Docker under a class the first is up in seconds then. All together they would be
 * up in minutes, each too late for what waits for it.
 */
export function createBoots({ driver, creates, signal }: FleetSettings, depth: Depth): Boots {
  const boot = pLimit(creates);

  async function wake(id: string): Promise<void> {
    await driver.thaw(id, { signal });
  }

  return {
    async thaw(id) {
      await depth.leave(id);
      const isStopped = (await driver.list({ signal })).some((each) => each.id === id && each.isStopped);
      await (isStopped ? boot(wake, id) : wake(id));
    },
  };
}
