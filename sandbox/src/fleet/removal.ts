import { setTimeout as delay } from 'node:timers/promises';
import { backOffMs } from '@drydock/model';
import type { Depth } from './depth.ts';
import type { FleetSettings } from './options.ts';
import type { Tasks } from './tasks.ts';

/** The longest rest between two tries at what the host refuses. */
export const longestRestMs = 300_000;

/** Takes sandboxes out of the world; each keeps its place in `moving` until the host has let it go. */
export interface Removal {
  /** Rejects when the host refuses; it is then tried again in the background. */
  readonly remove: (id: string) => Promise<void>;
  /** Tries until the host lets it go. Docker may be away for a while. */
  readonly removeAtLast: (id: string) => Promise<void>;
}

export function createRemoval(
  { driver, retryMs, signal, log }: FleetSettings,
  {
    moving,
    depth,
    background,
    forget,
    onGone,
  }: {
    readonly moving: Set<string>;
    readonly depth: Depth;
    readonly background: Tasks['run'];
    /** It is nobody's from now on. */
    readonly forget: (id: string) => void;
    readonly onGone: () => void;
  },
): Removal {
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

  return {
    removeAtLast,
    async remove(id) {
      forget(id);
      moving.add(id);
      try {
        await depth.leave(id);
        await driver.destroy(id);
        moving.delete(id);
        onGone();
      } catch (error) {
        background('a sandbox was not destroyed', removeAtLast(id));
        throw error;
      }
    },
  };
}
