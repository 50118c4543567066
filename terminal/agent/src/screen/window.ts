import { terminalLimits } from '@drydock/model';

/** How much may be under way to one viewer: between the smallest and the largest window of the protocol, from how fast it acknowledges. */
export interface Window {
  readonly bytes: number;
  /** It acknowledged so many more bytes. */
  took(bytes: number): void;
}

/** What a viewer takes in within this time may be under way to it: much for one that is fast or far away, little for one that is slow, so that Ctrl-C is soon seen. */
const windowMs = 150;

export function createWindow(): Window {
  const { windowBytes: smallest, largestWindowBytes: largest } = terminalLimits;
  let bytes: number = smallest;
  let [taken, since] = [0, performance.now()];
  return {
    get bytes() {
      return bytes;
    },
    took(count) {
      taken += count;
      const passedMs = performance.now() - since;
      if (passedMs < windowMs) return;
      // Beyond twice the time nothing was asked of it: that says nothing of how fast it is.
      const wanted = (taken / Math.min(passedMs, 2 * windowMs)) * windowMs;
      bytes = Math.round(Math.min(largest, Math.max(smallest, wanted)));
      [taken, since] = [0, performance.now()];
    },
  };
}
