import { aborted, timedOut } from '../process/run-errors.ts';

export interface DockerOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default 60 000; 0 sets no limit. */
  readonly timeoutMs?: number | undefined;
}

/** Runs work that a signal and a limit of time may end, and rejects then with the CourseError that says which of the two it was. */
export async function bounded<Result>(
  command: readonly string[],
  { signal, timeoutMs = 60_000 }: DockerOptions,
  work: (either: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const own = new AbortController();
  const end = (): void => own.abort(signal?.reason);
  const timer = timeoutMs > 0 ? setTimeout(() => own.abort(timedOut(command, timeoutMs)), timeoutMs) : undefined;
  signal?.addEventListener('abort', end, { once: true });
  try {
    if (signal?.aborted) throw aborted(command, signal.reason);
    return await work(own.signal);
  } catch (error) {
    if (signal?.aborted) throw aborted(command, signal.reason);
    throw own.signal.aborted ? own.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}
