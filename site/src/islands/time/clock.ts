import { useEffect, useState } from 'preact/hooks';
import { serverNow } from './server-clock.ts';

/** A count of milliseconds that no change of the machine's clock moves, redrawn every `everyMs`; 0 before the page runs. */
export function useNow(everyMs: number): number {
  return useTicks(everyMs, () => performance.now());
}

/** The server's time in milliseconds since 1970, redrawn every `everyMs`; 0 before the page runs. */
export function useServerNow(everyMs: number): number {
  return useTicks(everyMs, serverNow);
}

function useTicks(everyMs: number, read: () => number): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    setNow(read());
    const timer = setInterval(() => setNow(read()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
