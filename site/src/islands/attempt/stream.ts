import type { AttemptEvent } from '@drydock/model';
import { readEvent } from '../api/guards.ts';
import { apiPath } from '../api/request.ts';
import { backOffMs } from '../shared/back-off.ts';
import type { Connection } from './state.ts';

const eventNames = ['attempt', 'state', 'step', 'verdicts', 'submission', 'times', 'judging'];

/**
 * Follows an attempt's events until `signal` aborts. Reconnects by itself with back-off, at once when the network or the page comes back;
 * each connection begins with the whole attempt, so nothing is missed. `retryNow` in the returned handle skips the wait.
 */
export function followAttempt(
  id: string,
  {
    signal,
    onEvent,
    onConnection,
  }: { signal: AbortSignal; onEvent: (event: AttemptEvent) => void; onConnection: (connection: Connection) => void },
): { retryNow: () => void } {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;

  const take = (message: MessageEvent<string>) => {
    const event = readEvent(message.data);
    if (event) onEvent(event);
  };
  const connect = () => {
    clearTimeout(timer);
    source?.close();
    if (signal.aborted) return;
    onConnection({ state: 'connecting', retryAt: null });
    source = new EventSource(apiPath(`/attempts/${id}/events`));
    source.addEventListener('open', () => {
      tries = 0;
      onConnection({ state: 'open', retryAt: null });
    });
    source.addEventListener('error', later);
    for (const name of eventNames) source.addEventListener(name, take);
  };
  // EventSource gives up for good on an HTTP error and retries without back-off otherwise: neither is wanted.
  const later = () => {
    source?.close();
    source = undefined;
    if (signal.aborted) return;
    const afterMs = backOffMs(tries, Math.random());
    tries += 1;
    onConnection({ state: 'waiting', retryAt: Date.now() + afterMs });
    timer = setTimeout(connect, afterMs);
  };
  const retryNow = () => {
    if (source?.readyState !== EventSource.OPEN) connect();
  };
  const onVisible = () => {
    if (document.visibilityState === 'visible') retryNow();
  };
  addEventListener('online', retryNow, { signal });
  document.addEventListener('visibilitychange', onVisible, { signal });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    source?.close();
  });
  connect();
  return { retryNow };
}
