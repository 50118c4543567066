import { useEffect, useState } from 'preact/hooks';

/** The current time in milliseconds, redrawn every `everyMs` while the component is shown; 0 before the page runs. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
