import { randomUUID } from 'node:crypto';
import type { TerminalClose } from '@drydock/model';
import { type ClientEffect, type TerminalClient } from '../../client/src/effect.ts';
import { createTerminalClient } from '../../client/src/client.ts';
import { WebSocket } from 'ws';

/** A viewer without a page: the protocol's client on a real WebSocket, for tests and benchmarks. */
export interface NodeViewer {
  readonly client: TerminalClient;
  /** Why the last connection was lost, or all ended. */
  readonly lastClose: TerminalClose | null;
  type(text: string | Uint8Array): void;
  fit(cols: number, rows: number): void;
  ask(control: Parameters<TerminalClient['ask']>[0]): void;
  /** Cuts the connection as a lost network does. */
  cut(): void;
  /** Resolves when `test` holds; looked at after every event. Rejects with what was seen when the viewer stops or `signal` aborts. */
  until(test: () => boolean, signal?: AbortSignal): Promise<void>;
  /** Takes in nothing more and acknowledges nothing until called with false. */
  stall(isStalled: boolean): void;
  stop(): void;
}

/** Opens a viewer that reconnects by itself; `onBytes` gets every byte in order, `onEffect` all the rest. `url` gets a new ticket each time. */
export function openViewer(options: {
  url: () => Promise<string> | string;
  cols?: number;
  rows?: number;
  onBytes?: (bytes: Uint8Array) => void;
  onEffect?: (effect: ClientEffect) => void;
}): NodeViewer {
  const client = createTerminalClient({
    viewer: randomUUID(),
    cols: options.cols ?? 80,
    rows: options.rows ?? 24,
    now: () => performance.now(),
    random: Math.random,
  });
  let socket: WebSocket | undefined;
  let lastClose: TerminalClose | null = null;
  let isStalled = false;
  let isStopped = false;
  let unread: Uint8Array[] = [];
  const watchers = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  const ticking = setInterval(() => run(client.tick()), 1000);

  function run(effects: ClientEffect[]): void {
    for (const effect of effects) obey(effect);
    for (const watch of watchers) watch();
  }

  function obey(effect: ClientEffect): void {
    options.onEffect?.(effect);
    if (effect.do === 'connect') void connect();
    else if (effect.do === 'wait') later(effect.afterMs, effect.reason);
    else if (effect.do === 'send') socket?.send(effect.frame);
    else if (effect.do === 'disconnect') drop();
    else if (effect.do === 'write') write(effect.bytes);
    else if (effect.do === 'ended') lastClose = effect.reason;
  }

  function write(bytes: Uint8Array): void {
    if (isStalled) {
      unread.push(bytes);
      return;
    }
    options.onBytes?.(bytes);
    run(client.written(bytes.length));
  }

  function later(afterMs: number, reason: TerminalClose): void {
    lastClose = reason;
    const timer = setTimeout(() => {
      timers.delete(timer);
      run(client.start());
    }, afterMs);
    timers.add(timer);
  }

  function drop(): void {
    const old = socket;
    socket = undefined;
    old?.terminate();
  }

  async function connect(): Promise<void> {
    let url: string;
    try {
      url = await options.url();
    } catch {
      return run(client.closed(1006));
    }
    if (isStopped) return;
    const own = new WebSocket(url, { perMessageDeflate: false });
    socket = own;
    const isCurrent = () => socket === own;
    own.on('open', () => isCurrent() && run(client.opened()));
    own.on('message', (data, isBinary) => {
      if (isCurrent()) run(client.received(isBinary ? (data as Buffer) : (data as Buffer).toString()));
    });
    own.on('error', () => undefined);
    own.on('close', (code) => {
      if (!isCurrent()) return;
      socket = undefined;
      run(client.closed(code));
    });
  }

  run(client.start());
  return {
    client,
    get lastClose() {
      return lastClose;
    },
    type: (text) => run(client.typed(typeof text === 'string' ? new TextEncoder().encode(text) : text)),
    fit: (cols, rows) => run(client.fitted(cols, rows)),
    ask: (control) => run(client.ask(control)),
    cut: () => socket?.terminate(),
    until: (test, signal) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          const isDone = test();
          if (!isDone && !isStopped && !signal?.aborted) return;
          watchers.delete(watch);
          signal?.removeEventListener('abort', watch);
          if (isDone) resolve();
          else
            reject(
              new Error(
                `the viewer waited in vain; it is ${client.phase} at byte ${client.offset}, ${client.unconfirmedBytes} bytes typed are not taken, last closed by ${lastClose}`,
              ),
            );
        };
        watchers.add(watch);
        signal?.addEventListener('abort', watch);
        watch();
      }),
    stall(next) {
      isStalled = next;
      const waiting = unread;
      unread = [];
      for (const bytes of waiting) write(bytes);
    },
    stop() {
      isStopped = true;
      clearInterval(ticking);
      for (const timer of timers) clearTimeout(timer);
      run(client.stop());
      drop();
    },
  };
}
