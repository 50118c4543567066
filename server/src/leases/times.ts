import type { Lease } from '@drydock/model';
import type { LeaseDeps } from './deps.ts';

/** What an extension gives, and what a reset leaves at least. */
const hourMs = 3600_000;
const timeAt = (ms: number): string => new Date(ms).toISOString();

/** The student's time with a sandbox. */
export interface Times {
  /** The sandbox is ready: a whole life begins, with all extensions. */
  begin(): Promise<void>;
  /** The sandbox is ready again after a reset: the end is as before, but at least an hour away, or a whole life where that is shorter. */
  goOn(): Promise<void>;
  /** The sandbox is not ready any more. */
  pause(): Promise<void>;
  /** The time has no end until the next sandbox is ready. */
  stop(): Promise<void>;
  /** One more hour from the end; false when the course allows no more, or there is no end to move. */
  extend(): Promise<boolean>;
  /** Brings the end forward to so long from now, unless it is nearer or no extension could move it back. */
  hasten(leftMs: number): Promise<void>;
  /** Whether the time is up. */
  isUp(): boolean;
}

export function createTimes(
  now: () => Lease,
  /** Changes the lease at once, and resolves when that is stored. */
  change: (change: Partial<Lease>) => Promise<void>,
  onTimes: () => Promise<void>,
  { lifeMs, extensions }: Pick<LeaseDeps, 'lifeMs' | 'extensions'>,
): Times {
  async function tell(changed: Partial<Lease>): Promise<void> {
    await change(changed);
    await onTimes();
  }
  return {
    begin() {
      const at = Date.now();
      return tell({ readyAt: timeAt(at), expiresAt: timeAt(at + lifeMs), extensionsLeft: extensions });
    },
    goOn() {
      const at = Date.now();
      const { expiresAt } = now();
      const least = at + Math.min(hourMs, lifeMs);
      const end = Math.max(least, expiresAt === null ? at + lifeMs : Date.parse(expiresAt));
      return tell({ readyAt: timeAt(at), expiresAt: timeAt(end) });
    },
    pause: () => change({ readyAt: null }),
    stop: () => tell({ expiresAt: null }),
    async extend() {
      const { expiresAt, extensionsLeft } = now();
      if (extensionsLeft === 0 || expiresAt === null) return false;
      const end = Math.max(Date.now(), Date.parse(expiresAt)) + hourMs;
      await tell({ expiresAt: timeAt(end), extensionsLeft: extensionsLeft - 1 });
      return true;
    },
    async hasten(leftMs) {
      const { expiresAt, extensionsLeft } = now();
      const end = Date.now() + leftMs;
      if (extensionsLeft === 0 || expiresAt === null || Date.parse(expiresAt) <= end) return;
      await tell({ expiresAt: timeAt(end) });
    },
    isUp() {
      const { expiresAt } = now();
      return expiresAt !== null && Date.parse(expiresAt) <= Date.now();
    },
  };
}
