import type { Logger } from 'pino';

/** One run at a time: a start, set-up, reset or re-attach. What it throws goes to `onFail`, unless it was called off. */
export function createRunner({
  closing,
  onFail,
  log,
}: {
  closing: AbortSignal;
  onFail: (error: unknown) => Promise<void>;
  log: Logger;
}) {
  let controller = new AbortController();
  let signal = AbortSignal.any([controller.signal, closing]);
  let done: Promise<void> = Promise.resolve();
  let hasBegun = false;

  function renew(): AbortSignal {
    hasBegun = true;
    controller = new AbortController();
    signal = AbortSignal.any([controller.signal, closing]);
    return signal;
  }

  return {
    /** Aborts when the present run is called off; what reads the cluster between runs ends with it too. */
    signal: () => signal,
    /** Whether anything was ever run. */
    hasBegun: () => hasBegun,
    /** Resolves when nothing runs. */
    idle: () => done,
    /** A signal for work that the caller awaits itself; the run before has ended. */
    renew,
    begin(work: (signal: AbortSignal) => Promise<void>): void {
      const own = renew();
      done = work(own)
        .catch((error: unknown) => (own.aborted ? undefined : onFail(error)))
        .catch((error: unknown) => log.error({ err: error }, 'the attempt could not be marked as failed'));
    },
    /** Calls the present run off and waits until it has ended. */
    async stop(): Promise<void> {
      controller.abort();
      await done;
    },
  };
}
