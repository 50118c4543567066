import type { FleetSettings } from './options.ts';

/** Puts the memory of frozen sandboxes away, one at a time, when they have been frozen for a while or the host needs it. */
export interface Depth {
  /** A sandbox is frozen. One that is `soon` to be handed out keeps its memory until it is needed. */
  frozen(id: string, options?: { readonly isSoon?: boolean }): void;
  /** The sandbox is about to be thawed or destroyed: what is under way for it ends first. */
  leave(id: string): Promise<void>;
  /** The host is short of memory: everything frozen is put away now. */
  hurry(): void;
  /** How many have been put away. */
  count(): number;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createDepth({ driver, deepAfterMs, signal, log }: FleetSettings): Depth {
  /** Frozen sandboxes with their memory, and when it is put away (performance.now()). */
  const due = new Map<string, number>();
  const deep = new Set<string>();
  let current: { readonly id: string; readonly stop: AbortController; readonly work: Promise<void> } | undefined;
  let timer: NodeJS.Timeout | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  /** Begins with the one that is due longest, or sets the clock for the next. */
  function next(): void {
    clearTimeout(timer);
    if (signal.aborted || current || !driver.info.hasDeepFreeze) return;
    const [first] = [...due].toSorted(([, one], [, other]) => one - other);
    if (!first || first[1] === Infinity) return;
    const [id, at] = first;
    const waitMs = at - performance.now();
    if (waitMs > 0) timer = setTimeout(next, Math.ceil(waitMs)).unref();
    else begin(id);
  }

  function begin(id: string): void {
    due.delete(id);
    const stop = new AbortController();
    const work = sink(id, AbortSignal.any([signal, stop.signal])).finally(() => {
      current = undefined;
      next();
    });
    current = { id, stop, work };
  }

  async function sink(id: string, either: AbortSignal): Promise<void> {
    try {
      await driver.deepFreeze(id, { signal: either });
      deep.add(id);
      log.info({ sandbox: id }, 'the memory of a frozen sandbox was put away');
    } catch (error) {
      // It stays frozen with its memory, which costs nothing but room.
      if (!either.aborted) log.error({ err: error, sandbox: id }, 'the memory of a frozen sandbox was not put away');
    }
  }

  return {
    frozen(id, { isSoon = false } = {}) {
      if (deep.has(id) || current?.id === id) return;
      due.set(id, isSoon ? Infinity : performance.now() + deepAfterMs);
      next();
    },
    async leave(id) {
      due.delete(id);
      deep.delete(id);
      if (current?.id !== id) return;
      const { work, stop } = current;
      stop.abort();
      await work;
      deep.delete(id);
    },
    hurry() {
      for (const id of due.keys()) due.set(id, 0);
      next();
    },
    count: () => deep.size,
    async idle() {
      while (current) await current.work;
    },
  };
}
