import type { TerminalClose, TerminalExit, TerminalRecording, ViewerControl } from '@drydock/model';

/**
 * What the owner of the socket and the emulator does next, in this order.
 * `connect`: get a new ticket, open a socket, call `opened()`; call `closed(1006)` when the ticket or the socket fails.
 * `wait`: show the reason, call `start()` after `afterMs`. `disconnect`: close the socket and listen to it no more; no `closed()` for it.
 * `write`: hand the bytes to the emulator and call `written(bytes.length)` once it has parsed them. `clear`: reset the emulator, scrollback too.
 * `resize`: the size all viewers agreed on. `refused`: too much input is waiting; what was typed is dropped. `ended`: no reconnect.
 */
export type ClientEffect =
  | { do: 'connect' }
  | { do: 'wait'; afterMs: number; reason: TerminalClose }
  | { do: 'send'; frame: string | Uint8Array<ArrayBuffer> }
  | { do: 'disconnect'; code: number; detail: string }
  | { do: 'write'; bytes: Uint8Array }
  | { do: 'clear' }
  | { do: 'resize'; cols: number; rows: number }
  | { do: 'exit'; exit: TerminalExit }
  | { do: 'restarted' }
  | { do: 'title'; title: string }
  | { do: 'viewers'; count: number; lead: boolean }
  | { do: 'recording'; recording: TerminalRecording }
  | { do: 'refused' }
  | { do: 'ended'; reason: TerminalClose };

/** connecting: ticket and socket under way; replaying: catching up; live; waiting: for the next try; ended: for good. */
export type ClientPhase = 'idle' | 'connecting' | 'replaying' | 'live' | 'waiting' | 'ended';

/** The viewer's half of the protocol as a state machine without clock, socket or DOM; see `createTerminalClient`. */
export interface TerminalClient {
  /** The visible state. */
  readonly phase: ClientPhase;
  /** Whether the emulator may answer queries (DA, DSR, colours) in what it parses now: live output, and this is the lead viewer. An answer to replayed output would be typed into the shell. */
  readonly mayAnswer: boolean;
  /** The next output byte wanted; null before the first byte and during a repaint. */
  readonly offset: number | null;
  /** Bytes typed that the agent has not confirmed. */
  readonly unconfirmedBytes: number;
  /** Begin; also the end of a `wait`, or earlier: "try again now", the page became visible, the network came back. */
  start(): ClientEffect[];
  /** The socket opened. */
  opened(): ClientEffect[];
  /** The socket, or the way to it, closed. */
  closed(code: number): ClientEffect[];
  /** A message arrived: text as string, binary as bytes. */
  received(data: string | Uint8Array): ClientEffect[];
  /** The emulator has parsed this many more bytes of the `write` effects. */
  written(bytes: number): ClientEffect[];
  /** The student typed or pasted. Also while disconnected: it is kept and sent later. */
  typed(bytes: Uint8Array): ClientEffect[];
  /** The page offers this size. */
  fitted(cols: number, rows: number): ClientEffect[];
  /** The page came into view, or went out of it: only what is seen has a say in the size. */
  seen(isSeen: boolean): ClientEffect[];
  /** Rename, restart or close the terminal. Ignored while not connected. */
  ask(control: Extract<ViewerControl, { type: 'rename' | 'restart' | 'close' }>): ClientEffect[];
  /** Call every second or so: notices a silent connection and a connect that never ends. */
  tick(): ClientEffect[];
  /** The page goes away. */
  stop(): ClientEffect[];
}
