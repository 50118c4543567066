import type { Pty } from './pty.ts';

/** The program waits while a viewer that acknowledges lags more than the first, until all lag less than the second. */
const lagBytes = [128 * 1024, 32 * 1024] as const;
/** The same for bytes the kept screen has not parsed. */
const unparsedBytes = [1024 * 1024, 256 * 1024] as const;

/** Holds a program back while its output is taken in more slowly than it writes. */
export interface Pace {
  /** Looks at both, and pauses or resumes the PTY. */
  regulate(pty: Pty | null): void;
  /** Another PTY, which is not paused. */
  reset(): void;
}

export function createPace(look: () => { lag: number; unparsed: number }): Pace {
  let isPaused = false;
  return {
    regulate(pty) {
      const { lag, unparsed } = look();
      const edge = isPaused ? 1 : 0;
      const isTooFast = lag > lagBytes[edge] || unparsed > unparsedBytes[edge];
      if (isTooFast === isPaused || !pty) return;
      isPaused = isTooFast;
      if (isPaused) pty.pause();
      else pty.resume();
    },
    reset: () => {
      isPaused = false;
    },
  };
}
