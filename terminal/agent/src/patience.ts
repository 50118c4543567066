/** How long one viewer may still hold a program back that the others are ready for. */
export interface Patience {
  /** Milliseconds; 0 until `fill`, and again from when it ran out until half of it has come back. */
  leftMs(): number;
  spend(ms: number): void;
  /** All of it. */
  fill(): void;
}

/** A viewer holds the others up for at most this long at a time, */
const mostMs = 500;
/** and for this share of the time in the long run. */
const regainedShare = 0.1;

export function createPatience(): Patience {
  let leftMs = 0;
  let at = performance.now();
  let isSpent = true;
  function look(): void {
    const now = performance.now();
    leftMs = Math.min(mostMs, leftMs + (now - at) * regainedShare);
    at = now;
    if (leftMs >= mostMs / 2) isSpent = false;
  }
  return {
    leftMs() {
      look();
      return isSpent ? 0 : leftMs;
    },
    spend(ms) {
      look();
      leftMs = Math.max(0, leftMs - ms);
      if (leftMs < 1) isSpent = true;
    },
    fill() {
      [leftMs, at, isSpent] = [mostMs, performance.now(), false];
    },
  };
}
