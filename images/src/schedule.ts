import { runStep } from '@drydock/host';
import type { OnStep } from '@drydock/model';
import pLimit from 'p-limit';
import { buildArtifact, type Artifact, type Lane } from './artifact.ts';
import type { Host } from './host.ts';

const lanes: Readonly<Record<Lane, number>> = { compile: 2, system: 2 };

export interface ScheduleOptions {
  readonly host: Host;
  readonly onStep: OnStep;
  readonly signal: AbortSignal | undefined;
}

/**
 * Builds the wanted artifacts and whatever they need that is missing, several at once. What is present is not built,
 * and what only a present artifact needs is not looked at. The first failure stops the rest.
 */
export async function buildAll(wanted: readonly Artifact[], options: ScheduleOptions): Promise<void> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const started = new Map<string, Promise<void>>();
  const gates = { compile: pLimit(lanes.compile), system: pLimit(lanes.system) };

  const ensure = (artifact: Artifact): Promise<void> => {
    const running = started.get(artifact.id);
    if (running !== undefined) return running;
    const fresh = make(artifact);
    started.set(artifact.id, fresh);
    return fresh;
  };

  const make = async (artifact: Artifact): Promise<void> => {
    const { id, title } = artifact;
    if (await artifact.isPresent(options.host)) {
      options.onStep({ id, title, state: 'cached' });
      return;
    }
    await everySettled(artifact.needs.map(ensure));
    await gates[artifact.lane](async () => {
      signal.throwIfAborted();
      try {
        await runStep(options.onStep, id, title, () => buildArtifact(artifact, options.host, signal));
      } catch (error) {
        stop.abort(error);
        throw error;
      }
    });
  };

  await everySettled(wanted.map(ensure));
}

/** Waits for all, so that nothing runs on after the return, then fails with the first failure. */
async function everySettled(works: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(works);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
