import type { Lease } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { LeaseDeps } from './deps.ts';

/** Whether the student is here. */
export interface Activity {
  /** Notes that the student is here; stored at most once a minute. */
  touch(at?: Date): Promise<void>;
  /** A page is open until what this returns is called. */
  visit(): () => void;
  /** Whether nobody was here for so long that the sandbox is frozen. */
  isIdle(): boolean;
  /** Whether the student works with the sandbox from elsewhere, by the kubeconfig. */
  isUsed(sandbox: Sandbox, signal: AbortSignal): Promise<boolean>;
  /** Whether it was left alone for a whole life. */
  isForgotten(): boolean;
}

export function createActivity(
  now: () => Lease,
  store: (change: Pick<Lease, 'activeAt'>) => Promise<void>,
  { idleMs, lifeMs }: Pick<LeaseDeps, 'idleMs' | 'lifeMs'>,
): Activity {
  let { activeAt } = now();
  const pages = new Set<symbol>();

  /** When the student was last here; now while a page is open. */
  const activeAtMs = (): number => (pages.size > 0 ? Date.now() : Date.parse(activeAt));
  const isIdle = (): boolean => Date.now() - activeAtMs() > idleMs;

  async function touch(at = new Date()): Promise<void> {
    const isRecent = at.getTime() - Date.parse(activeAt) < 60_000;
    activeAt = at.toISOString();
    if (!isRecent) await store({ activeAt });
  }

  return {
    touch,
    visit() {
      const page = Symbol('page');
      pages.add(page);
      return () => {
        activeAt = new Date().toISOString();
        pages.delete(page);
      };
    },
    isIdle,
    async isUsed(sandbox, signal) {
      const usedAt = await sandbox.lastApiUse({ signal });
      if (usedAt && usedAt.getTime() > activeAtMs()) await touch(usedAt);
      return !isIdle();
    },
    isForgotten: () => Date.now() - activeAtMs() > lifeMs,
  };
}
