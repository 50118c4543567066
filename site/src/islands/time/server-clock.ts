/** How far the server's time is ahead of this page's count of milliseconds; undefined until the server has told it. */
let aheadMs: number | undefined;

/**
 * Learns the server's time from an answer. `withinMs` is how coarse the source is: a known time that agrees with it is kept, and one
 * that does not (the machine slept) is replaced.
 */
export function learnServerTime(time: string | null | undefined, withinMs = 0): void {
  const serverMs = Date.parse(time ?? '');
  if (Number.isNaN(serverMs)) return;
  const found = serverMs - performance.now();
  if (aheadMs === undefined || Math.abs(found - aheadMs) > withinMs) aheadMs = found;
}

/** The server's time now, in milliseconds since 1970; the clock of this machine counts only until the server has told its own. */
export function serverNow(): number {
  return performance.now() + (aheadMs ?? performance.timeOrigin);
}
