import { terminalLimits } from '@drydock/model';

/** When output is sent: at once after a quiet time, so that an echo is never delayed; else every 8 ms, or when a frame is full. */
export interface Batch {
  /** So many more bytes are there. */
  add(bytes: number): void;
  /** Sends now. */
  flush(): void;
  end(): void;
}

const batchMs = 8;
/** A read less than a frame: one gathered piece of a flood goes at once. */
const batchBytes = terminalLimits.outputFrameBytes - 4096;

export function createBatch(send: () => void): Batch {
  let timer: NodeJS.Timeout | undefined;
  let unsentBytes = 0;
  let isEnded = false;
  function flush(): void {
    clearTimeout(timer);
    timer = isEnded ? undefined : setTimeout(passed, batchMs);
    unsentBytes = 0;
    send();
  }
  function passed(): void {
    timer = undefined;
    if (unsentBytes > 0) flush();
  }
  return {
    add(bytes) {
      unsentBytes += bytes;
      if (!timer || unsentBytes >= batchBytes) flush();
    },
    flush,
    end() {
      isEnded = true;
      clearTimeout(timer);
    },
  };
}
