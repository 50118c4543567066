import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '@drydock/model';
import type { Fleet, Sandbox } from '@drydock/sandbox';
import type { Logger } from 'pino';
import { toCourseError } from '../http/problem.ts';
import type { Hold } from './hold.ts';

/** Who has a lease: an attempt or a playground. */
export interface Holder {
  readonly hold: Hold;
  /** `ready` and `lost` ones are shown what the host has of them. */
  readonly state: string;
  /** The host was asked: `sandbox` is what it has. Becomes lost, attaches again, or freezes if `isIdle`. */
  see(sandbox: Sandbox | undefined, isIdle: () => Promise<boolean>): Promise<void>;
  /** The host did not answer. */
  miss(problem: Problem): Promise<void>;
}

interface KeeperOptions {
  readonly holders: () => readonly Holder[];
  /** Ends what is due. */
  readonly expire: () => void;
  readonly everyMs: number;
  readonly fleet: Fleet;
  readonly closing: AbortSignal;
  readonly log: Logger;
}

/**
 * Looks after all leases every `everyMs` until `closing`: ends those whose time is up, and shows each
 * holder what the host has of it. Kubernetes cannot tell that its own node was removed, so the host is asked.
 */
export async function keepLeases(options: KeeperOptions): Promise<void> {
  const { expire, everyMs, closing, log } = options;
  while (!closing.aborted) {
    try {
      expire();
      await lookAround(options);
    } catch (error) {
      if (!closing.aborted) log.error({ err: error }, 'looking after leases failed');
    }
    await delay(everyMs, undefined, { signal: closing }).catch(() => undefined);
  }
}

async function lookAround({ holders, fleet, closing, log }: KeeperOptions): Promise<void> {
  const kept = holders().filter(({ state }) => state === 'ready' || state === 'lost');
  if (kept.length === 0) return;
  const before = new Map(kept.map((holder) => [holder, { state: holder.state, sandbox: holder.hold.lease.sandbox }]));
  let sandboxes: readonly Sandbox[];
  try {
    sandboxes = await fleet.list();
  } catch (error) {
    const problem = toCourseError(error, log).toJSON();
    for (const holder of kept) await holder.miss(problem);
    return;
  }
  const byId = new Map(sandboxes.map((sandbox) => [sandbox.id, sandbox]));
  for (const holder of kept) {
    // Whatever happened while the host was asked (a reset, say) makes the answer too old.
    const { hold, state } = holder;
    const { sandbox: id } = hold.lease;
    if (before.get(holder)?.state !== state || before.get(holder)?.sandbox !== id) continue;
    const sandbox = id === null ? undefined : byId.get(id);
    // The API server is asked only when the sandbox would be frozen otherwise.
    const isIdle = async (): Promise<boolean> =>
      sandbox !== undefined && fleet.info.hasFreeze && hold.isIdle() && !(await hold.isUsed(sandbox, closing));
    await holder
      .see(sandbox, isIdle)
      .catch((error: unknown) => log.error({ err: error, lease: hold.lease.id }, 'a lease could not be looked after'));
  }
}
