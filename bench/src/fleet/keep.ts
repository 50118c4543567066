import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { readHostLoad } from '@drydock/host';
import { memoryOf, reserveOf, type Sandbox, type SandboxDriver } from '@drydock/sandbox';
import pLimit from 'p-limit';
import type { Update } from '../progress.ts';
import { timed } from '../times.ts';
import { usageOf } from './usage.ts';

/** One sandbox on its way into the fleet: times in milliseconds, memory in bytes. */
export interface Kept {
  readonly sandbox: Sandbox;
  readonly createMs: number;
  readonly runningBytes: number;
  readonly frozenBytes: number;
  readonly deepFreezeMs: number;
  readonly deepBytes: number;
}

interface KeepOptions {
  readonly driver: SandboxDriver;
  readonly count: number;
  readonly update: Update;
  readonly signal: AbortSignal;
  /** Told of each as soon as it is there: it must be removed, whatever follows. */
  readonly onMade: (sandbox: Sandbox) => void;
}

/** How many are made at the same time. */
const creates = 2;

/**
 * Makes sandboxes, two at a time; each settles, is measured, frozen, and its memory put away before the next. Ends early, with those that are there, when the host has no
 * memory for more.
 */
export async function keepAll(options: KeepOptions): Promise<readonly Kept[]> {
  const { count, update, signal } = options;
  const limit = pLimit(creates);
  const kept: Kept[] = [];
  let isFull = false;
  const works = Array.from({ length: count }, () =>
    limit(async () => {
      signal.throwIfAborted();
      isFull ||= kept.length > 0 && !(await hasRoom());
      if (isFull) return;
      kept.push(await keep(options));
      update({ fraction: kept.length / count, note: `${kept.length} of ${count}` });
    }),
  );
  try {
    await Promise.all(works);
  } finally {
    // One that is under way must end before all that was made is removed.
    limit.clearQueue();
    while (limit.activeCount > 0) await delay(50);
  }
  return kept;
}

/** Whether the host holds one more that is made, beside the other that is being made. */
async function hasRoom(): Promise<boolean> {
  const load = await readHostLoad();
  return load.availableBytes - reserveOf(load) > creates * memoryOf('one-node');
}

async function keep({ driver, signal, onMade }: KeepOptions): Promise<Kept> {
  const memory = async (): Promise<number> => (await usageOf(id)).memoryBytes;
  const id = `f${randomUUID().replaceAll('-', '').slice(0, 9)}`;
  const startedAt = performance.now();
  const spec = { id, profile: 'one-node', lifetime: 'process' } as const;
  const sandbox = await driver.create(spec, { signal, onStep: () => undefined });
  const createMs = performance.now() - startedAt;
  onMade(sandbox);
  await sandbox.settled({ signal, withinMs: 90_000 });
  const runningBytes = await memory();
  await driver.freeze(id, { signal });
  const frozenBytes = await memory();
  const { hasDeepFreeze } = driver.info;
  const deepFreezeMs = hasDeepFreeze ? await timed(() => driver.deepFreeze(id, { signal })) : 0;
  return { sandbox, createMs, runningBytes, frozenBytes, deepFreezeMs, deepBytes: await memory() };
}
