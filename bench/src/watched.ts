import { asError } from '@drydock/model';

/** Something that others wait for to be as they want it, looked at whenever it changes. */
export function createWatched<T>(first: T) {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    set(next: T): void {
      value = next;
      for (const watch of watchers) watch();
    },
    until: (test: (value: T) => boolean, signal: AbortSignal): Promise<T> =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void): void => {
          watchers.delete(watch);
          signal.removeEventListener('abort', abort);
          end();
        };
        const abort = (): void => settle(() => reject(asError(signal.reason)));
        const watch = (): void => {
          try {
            if (test(value)) settle(() => resolve(value));
          } catch (error) {
            settle(() => reject(asError(error)));
          }
        };
        watchers.add(watch);
        signal.addEventListener('abort', abort, { once: true });
        if (signal.aborted) abort();
        else watch();
      }),
  };
}
