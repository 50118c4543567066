/** So many of the latest times count. */
const keptTimes = 8;
/** A place that became free longer ago says nothing of the next. */
const keptMs = 3600_000;

/** How soon a place is to be had, from what happened lately. */
export interface Pace {
  /** A sandbox was made, in so many milliseconds. */
  made(ms: number): void;
  /** A place became free. */
  freed(): void;
  /** About how many seconds a claim at this place has to wait; undefined while too little is known. `creates` are made side by side; `isFull`: each must wait for one who leaves. */
  secondsTo(place: number, state: { readonly isFull: boolean; readonly creates: number }): number | undefined;
}

export function createPace(now: () => number = () => performance.now()): Pace {
  const making: number[] = [];
  const frees: number[] = [];

  const meanOf = (times: readonly number[]): number => times.reduce((sum, each) => sum + each, 0) / times.length;

  /** The mean time between two places that became free, the time since the last one included. */
  function betweenFrees(): number | undefined {
    const lately = frees.filter((at) => now() - at < keptMs);
    const [first] = lately;
    return first === undefined || lately.length < 2 ? undefined : (now() - first) / lately.length;
  }

  return {
    made(ms) {
      making.push(ms);
      if (making.length > keptTimes) making.shift();
    },
    freed() {
      frees.push(now());
      if (frees.length > keptTimes) frees.shift();
    },
    secondsTo(place, { isFull, creates }) {
      if (making.length === 0) return undefined;
      const make = meanOf(making);
      if (!isFull) return Math.round((Math.ceil(place / creates) * make) / 1000);
      const between = betweenFrees();
      return between === undefined ? undefined : Math.round((place * between + make) / 1000);
    },
  };
}
