import type { Audience } from './audience.ts';

/** Confirms to each viewer how much of its input has reached the program. */
export interface Receipts {
  /** Confirms within a moment, together with what else is written until then. */
  soon(): void;
  /** Confirms at once what has not been confirmed yet. */
  now(): void;
  /** Confirms nothing that `soon` still waits with. */
  end(): void;
}

/** Input is confirmed this long after it reached the program, at the latest. */
const takenMs = 50;

/** `written` returns how many bytes of a viewer's input have reached the program. */
export function createReceipts(audience: Audience, written: (viewer: string) => number): Receipts {
  let waiting: NodeJS.Timeout | undefined;

  function end(): void {
    clearTimeout(waiting);
    waiting = undefined;
  }

  function now(): void {
    end();
    for (const present of audience.all) {
      const input = written(present.id);
      if (input <= present.told) continue;
      present.told = input;
      audience.tell(present, { type: 'taken', input });
    }
  }

  return {
    soon() {
      waiting ??= setTimeout(now, takenMs);
    },
    now,
    end,
  };
}
