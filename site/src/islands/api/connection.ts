/** The connection to an event stream; `retryAt` by `performance.now()`. */
export interface Connection {
  state: 'idle' | 'connecting' | 'open' | 'waiting';
  retryAt: number | null;
}

/** A connection nobody has asked for yet. */
export const noConnection: Connection = { state: 'idle', retryAt: null };
