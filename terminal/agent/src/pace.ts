import type { History } from './history/history.ts';
import type { Patience } from './patience.ts';
import type { Pty } from './process/pty.ts';

/** One viewer, as a program's pace depends on it. */
export interface Follower {
  /** Bytes it still has to be sent; null while nobody waits for it: it is gone, acknowledges nothing, or was left behind. */
  readonly lagBytes: number | null;
  readonly patience: Patience;
}

/** The program waits from the first, until the second is reached again; bytes. */
const mostLag = [128 * 1024, 32 * 1024] as const;
const mostUnparsed = [1024 * 1024, 256 * 1024] as const;
const mostHeld = [1024 * 1024, 512 * 1024] as const;

/**
 * Holds a program back while its output is taken in more slowly than it writes. The fastest viewer sets the pace; a slower one holds it back only as long as its
 * patience lasts, so that one bad connection does not slow the others.
 */
export interface Pace {
  /** Looks at everything, and pauses or resumes the PTY. */
  regulate(): void;
  /** Another PTY, which is not paused. */
  reset(): void;
  /** Whether another viewer keeps up while this one need not be waited for. */
  isOutpaced(follower: Follower): boolean;
  end(): void;
}

export function createPace(options: {
  pty: () => Pty | null;
  followers: () => readonly Follower[];
  load: () => Pick<History, 'unparsedBytes' | 'heldBytes'>;
}): Pace {
  let isPaused = false;
  let holders: Follower[] = [];
  let heldSince = 0;
  let timer: NodeJS.Timeout | undefined;

  /** Who holds the program back though the fastest viewer is ready for more. */
  function holdersOf(followers: readonly Follower[], limit: number): Follower[] {
    return followers.filter(({ lagBytes, patience }) => lagBytes !== null && lagBytes > limit && patience.leftMs() > 0);
  }

  function charge(): void {
    const now = performance.now();
    for (const { patience } of holders) patience.spend(now - heldSince);
    heldSince = now;
  }

  function regulate(): void {
    clearTimeout(timer);
    timer = undefined;
    charge();
    const pty = options.pty();
    const followers = options.followers();
    const { unparsedBytes, heldBytes } = options.load();
    const edge = isPaused ? 1 : 0;
    const isEveryoneSlow = fastestOf(followers) > mostLag[edge];
    holders = isEveryoneSlow ? [] : holdersOf(followers, mostLag[edge]);
    if (holders.length > 0)
      timer = setTimeout(regulate, Math.max(1, Math.min(...holders.map(({ patience }) => patience.leftMs())))).unref();
    const isTooFast =
      isEveryoneSlow || holders.length > 0 || unparsedBytes > mostUnparsed[edge] || heldBytes > mostHeld[edge];
    if (isTooFast === isPaused || !pty) return;
    isPaused = isTooFast;
    if (isPaused) pty.pause();
    else pty.resume();
  }

  return {
    regulate,
    reset() {
      isPaused = false;
    },
    isOutpaced(follower) {
      const others = options.followers().filter((other) => other !== follower && other.lagBytes !== null);
      return others.length > 0 && fastestOf(others) <= mostLag[0];
    },
    end: () => clearTimeout(timer),
  };
}

/** The lag of the viewer that lags least; 0 when nobody is waited for. */
function fastestOf(followers: readonly Follower[]): number {
  const lags = followers.flatMap((follower) => follower.lagBytes ?? []);
  return lags.length === 0 ? 0 : Math.min(...lags);
}
