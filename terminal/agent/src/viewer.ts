import { type AgentControl, encodeFrame, type TerminalClose, terminalLimits } from '@drydock/model';
import type { History } from './history.ts';

/** The agent's end of one viewer's connection. */
export interface ViewerSocket {
  send(data: string | Uint8Array): void;
  close(reason: TerminalClose, detail?: string): void;
}

/** One viewer's place in a terminal's output, and how much more it may be sent. */
export interface Viewer {
  /** Sends what is new and what the window allows. */
  pump(): void;
  /** The viewer has taken in this many bytes of this connection; false when that cannot be. */
  acknowledge(bytes: number): boolean;
  /** Bytes it lags behind; 0 once it has stopped acknowledging, so that nobody waits for it. */
  readonly lagBytes: number;
  detach(): void;
}

/** A viewer that fills its window and acknowledges nothing for `stallMs` is left behind: it gets what it missed, or a repaint, when it acknowledges again. */
export function createViewer(options: {
  history: History;
  socket: ViewerSocket;
  /** The next byte wanted; null for everything kept. */
  from: number | null;
  stallMs: number;
  /** Called when `lagBytes` changed by itself. */
  onFlow: () => void;
}): Viewer {
  const { history, socket } = options;
  let offset = options.from ?? history.start;
  let order = options.from === null ? history.passedOrder + 1 : history.orderAt(offset);
  let screen = new Uint8Array(0);
  let screenSent = 0;
  let isRepainting = false;
  let isBehind = false;
  let isDetached = false;
  let stall: NodeJS.Timeout | undefined;
  let [sent, acked] = [0, 0];
  const window = createWindow();

  function send(kind: 'output' | 'screen', at: number, bytes: Uint8Array): void {
    socket.send(encodeFrame(kind, at, bytes));
    sent += bytes.length;
  }

  function room(): number {
    return Math.min(terminalLimits.outputFrameBytes, window.bytes - (sent - acked));
  }

  function pump(): void {
    while (!isDetached && !isRepainting && step());
  }

  /** Sends one frame; false when there is nothing to send or no room. */
  function step(): boolean {
    if (screenSent < screen.length) return sendScreen();
    if (offset < history.start || order <= history.passedOrder) {
      // A screen is worth taking only when it can be sent.
      if (room() <= 0) return block();
      startRepaint();
      return false;
    }
    const next = history.eventFrom(order);
    if (next?.offset === offset) {
      socket.send(JSON.stringify(next.event satisfies AgentControl));
      order = next.order + 1;
      return true;
    }
    const left = (next?.offset ?? history.end) - offset;
    if (left <= 0) return false;
    if (room() <= 0) return block();
    const bytes = history.read(offset, Math.min(room(), left));
    send('output', offset, bytes);
    offset += bytes.length;
    return true;
  }

  function sendScreen(): boolean {
    if (room() <= 0) return block();
    const bytes = screen.subarray(screenSent, screenSent + room());
    send('screen', screenSent, bytes);
    screenSent += bytes.length;
    return true;
  }

  function block(): false {
    stall ??= setTimeout(() => {
      isBehind = true;
      options.onFlow();
    }, options.stallMs).unref();
    return false;
  }

  function startRepaint(): void {
    isRepainting = true;
    void history.repaint().then((repaint) => {
      isRepainting = false;
      if (isDetached) return;
      const { from, cols, rows } = repaint;
      [offset, order] = [from, repaint.order];
      [screen, screenSent] = [new Uint8Array(repaint.screen), 0];
      const control: AgentControl = { type: 'repaint', bytes: screen.length, from, end: history.end, cols, rows };
      socket.send(JSON.stringify(control));
      if (repaint.exit) socket.send(JSON.stringify({ type: 'exit', exit: repaint.exit } satisfies AgentControl));
      pump();
      options.onFlow();
    });
  }

  return {
    pump,
    acknowledge(bytes) {
      if (bytes <= acked || bytes > sent) return false;
      window.took(bytes - acked);
      acked = bytes;
      clearTimeout(stall);
      stall = undefined;
      isBehind = false;
      pump();
      return true;
    },
    get lagBytes() {
      return isBehind || isDetached ? 0 : history.end - offset;
    },
    detach() {
      isDetached = true;
      clearTimeout(stall);
    },
  };
}

/** What a viewer takes in within this time may be under way to it: much for one that is fast or far away, little for one that is slow, so that Ctrl-C is soon seen. */
const windowMs = 150;

/** The window of one viewer, from how fast it acknowledges; between the smallest and the largest of the protocol. */
function createWindow(): { readonly bytes: number; took(bytes: number): void } {
  const { windowBytes: smallest, largestWindowBytes: largest } = terminalLimits;
  let bytes = smallest as number;
  let [taken, since] = [0, performance.now()];
  return {
    get bytes() {
      return bytes;
    },
    took(count) {
      taken += count;
      const passedMs = performance.now() - since;
      if (passedMs < windowMs) return;
      // Beyond twice the time nothing was asked of it: that says nothing of how fast it is.
      const wanted = (taken / Math.min(passedMs, 2 * windowMs)) * windowMs;
      bytes = Math.round(Math.min(largest, Math.max(smallest, wanted)));
      [taken, since] = [0, performance.now()];
    },
  };
}
