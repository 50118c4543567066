import type { FleetSettings } from './options.ts';

/** Work in the background. */
export interface Tasks {
  /** Runs work; its failure is logged for the operator with these words. */
  readonly run: (failure: string, work: Promise<void>) => void;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

/** `onEnd` is called whenever some work has ended. */
export function createTasks({ signal, log }: Pick<FleetSettings, 'signal' | 'log'>, onEnd: () => void): Tasks {
  const tasks = new Set<Promise<void>>();
  return {
    run(failure, work) {
      const task = work
        .catch((error: unknown) => {
          if (!signal.aborted) log.error({ err: error }, failure);
        })
        .finally(() => {
          tasks.delete(task);
          onEnd();
        });
      tasks.add(task);
    },
    async idle() {
      while (tasks.size > 0) await Promise.all(tasks);
    },
  };
}
