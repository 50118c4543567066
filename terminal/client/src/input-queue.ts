import { encodeFrame, terminalLimits } from '@drydock/model';

/** What a viewer typed and the agent has not confirmed yet, by byte offset: sent within a window, sent again after a reconnect, taken once. */
export interface InputQueue {
  /** Queues bytes; false when the queue is full and nothing was queued. */
  add(bytes: Uint8Array): boolean;
  /** Frames that may be sent now. */
  pump(): Uint8Array<ArrayBuffer>[];
  /** The agent has everything before `offset`; false when that cannot be. */
  taken(offset: number): boolean;
  /** A new socket: the agent has everything before `offset`. What it cannot have seen is sent again; with `discard` it is thrown away. */
  resume(offset: number, discard: boolean): void;
  /** Bytes not confirmed. */
  readonly waitingBytes: number;
}

export function createInputQueue(): InputQueue {
  let waiting = new Uint8Array(0);
  let base = 0;
  let sent = 0;
  const confirm = (offset: number) => {
    waiting = waiting.slice(offset - base);
    base = offset;
    sent = Math.max(sent, base);
  };
  return {
    add(bytes) {
      if (waiting.length + bytes.length > terminalLimits.inputQueueBytes) return false;
      const joined = new Uint8Array(waiting.length + bytes.length);
      joined.set(waiting);
      joined.set(bytes, waiting.length);
      waiting = joined;
      return true;
    },
    pump() {
      const frames = [];
      const limit = Math.min(base + waiting.length, base + terminalLimits.inputWindowBytes);
      while (sent < limit) {
        const bytes = waiting.subarray(
          sent - base,
          Math.min(limit - base, sent - base + terminalLimits.inputFrameBytes),
        );
        frames.push(encodeFrame('input', sent, bytes));
        sent += bytes.length;
      }
      return frames;
    },
    taken(offset) {
      if (offset < base || offset > sent) return false;
      confirm(offset);
      return true;
    },
    resume(offset, discard) {
      if (discard || offset < base || offset > base + waiting.length) {
        waiting = new Uint8Array(0);
        base = offset;
      } else confirm(offset);
      sent = base;
    },
    get waitingBytes() {
      return waiting.length;
    },
  };
}
