/** A token bucket: `perSecond` come back each second, at most `most` are in it. */
export interface Bucket {
  /** Takes what is asked for, into debt if need be; the milliseconds until the debt is paid, 0 when there is none. */
  take(count: number): number;
}

export function createBucket(options: { perSecond: number; most: number; now: () => number }): Bucket {
  let left = options.most;
  let filledAt = options.now();
  return {
    take(count) {
      const now = options.now();
      left = Math.min(options.most, left + ((now - filledAt) / 1000) * options.perSecond) - count;
      filledAt = now;
      return left >= 0 ? 0 : Math.ceil((-left / options.perSecond) * 1000);
    },
  };
}
