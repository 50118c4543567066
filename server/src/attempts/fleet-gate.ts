import type { Fleet } from '@drydock/sandbox';
import type { Store } from './store.ts';

/** Opens the fleet before its first use. Rejects with the host's problem; the next call tries again. */
export type OpenFleet = () => Promise<void>;

/** Starts the fleet and lets it take over the sandboxes of living attempts, once; Docker may come up later than the server. */
export function createFleetGate(fleet: Fleet, store: Store): OpenFleet {
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
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}
