import { backOffMs } from '@drydock/model';
import { isHere, onPresence } from '../state/presence.ts';
import { learnServerTime } from '../time/server-clock.ts';
import type { Connection } from './connection.ts';
import { apiPath } from './request.ts';

/** The server says something every 15 s; a network that goes away without a word says nothing. */
const silenceMs = 40_000;

/** How long a page waits before it connects again: from, to. */
const retryMs = [500, 15_000] as const;

/**
 * Follows a stream of the API at `path` until `signal` aborts; `read` what a message of its stream says.
 * Reconnects with back-off, at once when the network or the page comes back; each connection begins with the whole of it, so nothing is missed. A page that is hidden, or that nobody has used for a while, lets go and catches up when somebody is there.
 * `retryNow` in the returned handle skips the wait.
 */
export function followEvents<E>(
  path: string,
  {
    signal,
    read,
    onEvent,
    onConnection,
  }: {
    signal: AbortSignal;
    read: (message: string) => { now?: string; event?: E };
    onEvent: (event: E) => void;
    onConnection: (connection: Connection) => void;
  },
): { retryNow: () => void } {
  let socket: WebSocket | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;

  const isUnseen = () => document.visibilityState === 'hidden' || !isHere();
  const drop = () => {
    clearTimeout(retry);
    clearTimeout(silence);
    const old = socket;
    socket = undefined;
    old?.close();
  };
  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(later, silenceMs);
  };
  const connect = () => {
    drop();
    if (signal.aborted || isUnseen()) return;
    // One that failed before stays told until it is there again.
    onConnection(tries > 0 ? { state: 'waiting', retryAt: performance.now() } : { state: 'connecting', retryAt: null });
    const url = new URL(apiPath(path), location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const own = new WebSocket(url);
    socket = own;
    listen();
    own.addEventListener('open', () => {
      if (own !== socket) return;
      tries = 0;
      onConnection({ state: 'open', retryAt: null });
    });
    own.addEventListener('close', () => own === socket && later());
    own.addEventListener('message', ({ data }: MessageEvent<string>) => {
      if (own !== socket) return;
      listen();
      const { now, event } = read(data);
      learnServerTime(now);
      if (event) onEvent(event);
    });
  };
  const later = () => {
    drop();
    if (signal.aborted || isUnseen()) return;
    const afterMs = backOffMs(tries, Math.random(), retryMs);
    tries += 1;
    onConnection({ state: 'waiting', retryAt: performance.now() + afterMs });
    retry = setTimeout(connect, afterMs);
  };
  const retryNow = () => {
    if (socket?.readyState !== WebSocket.OPEN) connect();
  };
  const onSeen = () => {
    if (!isUnseen()) return retryNow();
    drop();
    onConnection({ state: 'idle', retryAt: null });
  };
  addEventListener('online', retryNow, { signal });
  document.addEventListener('visibilitychange', onSeen, { signal });
  onPresence(onSeen, signal);
  signal.addEventListener('abort', drop);
  connect();
  return { retryNow };
}
