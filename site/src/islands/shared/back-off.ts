/** Milliseconds to wait before try number `tries` (from 0): doubling from half a second up to `maximumMs`, with a quarter of jitter either way. */
export function backOffMs(tries: number, random: number, maximumMs = 15_000): number {
  return Math.round(Math.min(maximumMs, 500 * 2 ** Math.min(tries, 10)) * (0.75 + random / 2));
}
