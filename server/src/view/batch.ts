import type { ViewEvent, ViewKind, ViewObject } from '@drydock/model';

/** Collects changes of objects and reports them by kind. */
export interface Batch {
  /** An object is there and is like this now; null: it is gone. */
  add(kind: ViewKind, uid: string, object: ViewObject | null): void;
}

/**
 * Reports changes at most every `everyMs`. The first after a quiet while goes out at once, so that
 * a single change is not held up; of many changes of one object only the last is reported.
 */
export function createBatch(everyMs: number, tell: (event: ViewEvent) => void, signal: AbortSignal): Batch {
  const pending = new Map<ViewKind, Map<string, ViewObject | null>>();
  let timer: NodeJS.Timeout | undefined;
  let sentAt = Number.NEGATIVE_INFINITY;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  function flush(): void {
    timer = undefined;
    sentAt = performance.now();
    const changes = [...pending];
    pending.clear();
    for (const [kind, objects] of changes) {
      const upserted = [...objects.values()].filter((object) => object !== null);
      const removed = [...objects].filter(([, object]) => object === null).map(([uid]) => uid);
      tell({ type: 'change', kind, upserted, removed });
    }
  }

  return {
    add(kind, uid, object) {
      if (signal.aborted) return;
      const objects = pending.get(kind) ?? new Map<string, ViewObject | null>();
      pending.set(kind, objects.set(uid, object));
      timer ??= setTimeout(flush, Math.max(0, sentAt + everyMs - performance.now()));
    },
  };
}
