import { setTimeout as delay } from 'node:timers/promises';
import type { Dial } from '@drydock/host';
import type { Logger } from 'pino';
import type { Recordings } from './recordings.ts';
import type { Shelf } from './shelf.ts';

const sweepEveryMs = 3600_000;

/** Until `signal`: copies what living workspaces record every `everyMs`, so that a lost one takes no more than that with it, and sweeps the shelf every hour. */
export async function keepRecordings(options: {
  recordings: Pick<Recordings, 'collect'>;
  shelf: Shelf;
  living: () => Iterable<{ attempt: string; agent: Dial | undefined }>;
  everyMs: number;
  signal: AbortSignal;
  log: Logger;
}): Promise<void> {
  const { recordings, shelf, living, everyMs, signal, log } = options;
  let sweptAt = -Infinity;
  while (!signal.aborted) {
    try {
      if (performance.now() - sweptAt >= sweepEveryMs) {
        const removed = await shelf.sweep(new Set([...living()].map(({ attempt }) => attempt)));
        if (removed.length > 0) log.info({ attempts: removed }, 'old recordings were removed');
        sweptAt = performance.now();
      }
      await delay(everyMs, undefined, { signal });
      for (const { attempt, agent } of living()) await recordings.collect(attempt, agent);
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, 'looking after recordings failed');
    }
  }
}
