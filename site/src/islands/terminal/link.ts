import type { Language, Problem, TerminalClose, TerminalExit } from '@drydock/model';
import { type ClientEffect, type ClientPhase, createTerminalClient } from '@drydock/terminal/client';
import { readTicket } from '../api/guards.ts';
import { request } from '../api/request.ts';
import { isHere, onPresence } from '../state/presence.ts';
import { terminalsPath, type WorkPlace } from './work-place.ts';

/** What the page shows of a terminal's connection; `retryAt` in milliseconds since 1970 while waiting. */
export interface LinkState {
  phase: ClientPhase;
  retryAt: number | null;
  title: string | null;
  /** What a program in the terminal called it (OSC 0 and 2). */
  programTitle: string | null;
  viewers: number;
  recording: { on: boolean; input: boolean };
  exit: TerminalExit | null;
  ended: TerminalClose | null;
  /** Why no ticket was given. */
  problem: Problem | null;
  isRefused: boolean;
}

/** What a link needs of the emulator. Bytes and clearing take effect in the order given. */
export interface Emulator {
  write(bytes: Uint8Array, done: () => void): void;
  clear: () => void;
  resize: (cols: number, rows: number) => void;
  /** All that was written before `clear` asked for patience is there: show it. Safe to call again. */
  settle: () => void;
}

export type Link = ReturnType<typeof openLink>;

/** The close code of a connection that was lost. */
const lost = 1006;

// `crypto.randomUUID` is only there over https and at localhost.
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Connects an emulator with its terminal in the workspace and keeps it connected; the arithmetic is `createTerminalClient`'s, the clock and socket are here. */
export function openLink(options: {
  place: WorkPlace;
  terminal: string;
  kind: 'workspace' | 'node';
  language: Language;
  cols: number;
  rows: number;
  emulator: Emulator;
  onState: (state: LinkState) => void;
}) {
  const { place, terminal, kind, language, emulator } = options;
  const viewer = randomId();
  const client = createTerminalClient({
    viewer,
    cols: options.cols,
    rows: options.rows,
    language,
    now: () => performance.now(),
    random: Math.random,
  });
  const stop = new AbortController();
  const encoder = new TextEncoder();
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: LinkState = {
    phase: 'idle',
    retryAt: null,
    title: null,
    programTitle: null,
    viewers: 1,
    recording: { on: false, input: false },
    exit: null,
    ended: null,
    problem: null,
    isRefused: false,
  };

  function show(change: Partial<LinkState>): void {
    const phase = client.phase;
    const retryAt = phase === 'waiting' ? (change.retryAt ?? state.retryAt) : null;
    state = { ...state, ...change, phase, retryAt, ...(phase === 'live' ? { problem: null } : {}) };
    options.onState(state);
  }

  function run(effects: readonly ClientEffect[]): void {
    for (const effect of effects) apply(effect);
    if (client.phase === 'live') emulator.settle();
    if (client.phase !== state.phase) show({});
  }

  function apply(effect: ClientEffect): void {
    switch (effect.do) {
      case 'connect':
        clearTimeout(timer);
        return void connect();
      case 'wait':
        clearTimeout(timer);
        if (!isHere()) return undefined;
        timer = setTimeout(() => run(client.start()), effect.afterMs);
        return show({ retryAt: performance.now() + effect.afterMs });
      case 'send':
        if (socket?.readyState === WebSocket.OPEN) socket.send(effect.frame);
        return undefined;
      case 'disconnect':
        return drop(effect.code, effect.detail);
      case 'write':
        return emulator.write(effect.bytes, () => run(client.written(effect.bytes.length)));
      case 'clear':
        return emulator.clear();
      case 'resize':
        return emulator.resize(effect.cols, effect.rows);
      case 'exit':
        return show({ exit: effect.exit });
      case 'restarted':
        return show({ exit: null });
      case 'title':
        return show({ title: effect.title });
      case 'viewers':
        return show({ viewers: effect.count });
      case 'recording':
        return show({ recording: effect.recording });
      case 'refused':
        return show({ isRefused: true });
      case 'ended':
        return show({ ended: effect.reason });
    }
  }

  function drop(code: number, reason: string): void {
    const old = socket;
    socket = undefined;
    // 1000 and 3000–4999 are all a page may send.
    old?.close(code, reason.slice(0, 60));
  }

  async function connect(): Promise<void> {
    drop(1000, 'again');
    const ticket = await request('POST', terminalsPath(place), readTicket, {
      terminal,
      kind,
    });
    if (stop.signal.aborted) return;
    if (!ticket.ok) {
      show({ problem: ticket.problem });
      return run(client.closed(lost));
    }
    const url = new URL(ticket.value.url, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const own = new WebSocket(url);
    socket = own;
    own.binaryType = 'arraybuffer';
    own.addEventListener('open', () => own === socket && run(client.opened()));
    own.addEventListener('close', ({ code }) => own === socket && run(client.closed(code)));
    own.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (own === socket) run(client.received(typeof data === 'string' ? data : new Uint8Array(data)));
    });
  }

  const retryNow = () => {
    if (client.phase === 'waiting' && isHere()) run(client.start());
  };
  /** Lets go of a terminal at which nobody is, so that its cluster may sleep, and takes it up again. */
  const onSeen = (isBack: boolean) => {
    if (isBack && state.ended === 'asleep') {
      show({ ended: null });
      return retryNow();
    }
    if (isBack || client.phase === 'ended' || client.phase === 'idle') return undefined;
    clearTimeout(timer);
    drop(1000, 'asleep');
    run(client.closed(lost));
    return show({ ended: 'asleep' });
  };
  const beat = setInterval(() => run(client.tick()), 1000);
  onPresence(onSeen, stop.signal);
  addEventListener('online', retryNow, { signal: stop.signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && retryNow(), {
    signal: stop.signal,
  });

  return {
    start: () => run(client.start()),
    retryNow,
    mayAnswer: () => client.mayAnswer,
    type(text: string): void {
      if (state.isRefused) show({ isRefused: false });
      run(client.typed(encoder.encode(text)));
    },
    typeBytes: (bytes: Uint8Array) => run(client.typed(bytes)),
    fitted: (cols: number, rows: number) => run(client.fitted(cols, rows)),
    seen: (isSeen: boolean) => run(client.seen(isSeen)),
    restart: () => run(client.ask({ type: 'restart' })),
    titled: (programTitle: string) => show({ programTitle }),
    rename: (title: string) => run(client.ask({ type: 'rename', title })),
    /** Leaves the terminal; the shell goes on. */
    leave(): void {
      stop.abort();
      clearInterval(beat);
      clearTimeout(timer);
      run(client.stop());
      drop(1000, 'left');
    },
  };
}
