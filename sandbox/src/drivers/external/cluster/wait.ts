import { pause } from '@drydock/cluster';
import { fail } from '../text/fail.ts';

const lookAgainMs = 200;

/** Asks again until there is an answer; rejects when the cluster takes too long for what it should do. */
export async function until<Value>(
  look: () => Promise<Value | undefined>,
  {
    context,
    what,
    withinMs,
    signal,
  }: { context: string; what: string; withinMs: number; signal?: AbortSignal | undefined },
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw fail('timeout', (text) => text.slowCluster(context, what, withinMs / 1000));
    await pause(lookAgainMs, signal);
  }
}
