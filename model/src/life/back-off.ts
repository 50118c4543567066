/** Milliseconds to wait before try number `tries` (from 0): doubling from `fromMs` up to `toMs`, with a quarter of jitter either way. */
export function backOffMs(tries: number, random: number, [fromMs, toMs]: readonly [number, number]): number {
  return Math.round(Math.min(toMs, fromMs * 2 ** Math.min(tries, 16)) * (0.75 + random / 2));
}
