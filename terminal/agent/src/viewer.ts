import { type AgentControl, encodeFrame, type TerminalClose, terminalLimits } from '@drydock/model';
import type { History, Repaint } from './history/history.ts';
import type { Follower } from './pace.ts';
import { createPatience } from './patience.ts';
import { createWindow } from './screen/window.ts';

/** The agent's end of one viewer's connection. */
export interface ViewerSocket {
  send(data: string | Uint8Array): void;
  close(reason: TerminalClose, detail?: string): void;
}

/** One viewer's place in a terminal's output, and how much more it may be sent. */
export interface Viewer extends Follower {
  /** Sends what is new and what the window allows. */
  pump(): void;
  /** The viewer has taken in this many bytes of this connection; false when that cannot be. */
  acknowledge(bytes: number): boolean;
  detach(): void;
}

/** A viewer this far behind one that keeps up is left behind. */
const leaveBytes = 1024 * 1024;
/** Between two repaints of one that was left behind. */
const repaintMs = 1000;

/**
 * A viewer that fills its window and acknowledges nothing for `stallMs` is waited for no longer: it gets what it missed, or a repaint, when it acknowledges again.
 * One that lags `leaveBytes` while another keeps up is left behind: it is sent nothing until it has taken in what it was sent, then the screen as it is by then.
 */
export function createViewer(options: {
  history: History;
  socket: ViewerSocket;
  /** The next byte wanted; null for everything kept. */
  from: number | null;
  stallMs: number;
  /** Whether another viewer keeps up while this one need not be waited for. */
  isOutpaced: (viewer: Viewer) => boolean;
  /** Called when `lagBytes` changed by itself. */
  onFlow: () => void;
}): Viewer {
  const { history, socket } = options;
  const window = createWindow();
  const patience = createPatience();
  let offset = options.from ?? history.start;
  let order = options.from === null ? history.passedOrder + 1 : history.orderAt(offset);
  let screen = new Uint8Array(0);
  let screenSent = 0;
  let [isJoining, isRepainting, isStalled, isLeft, isDetached] = [true, false, false, false, false];
  let repaintedAt = -Infinity;
  let stall: NodeJS.Timeout | undefined;
  let catchingUp: NodeJS.Timeout | undefined;
  let [sent, acked] = [0, 0];

  function send(kind: 'output' | 'screen', at: number, length: number, ...parts: readonly Uint8Array[]): void {
    socket.send(encodeFrame(kind, at, ...parts));
    sent += length;
  }

  function room(): number {
    return Math.min(terminalLimits.outputFrameBytes, window.bytes - (sent - acked));
  }

  function pump(): void {
    while (!isDetached && !isRepainting && step());
    // Who has just come is owed everything that is kept; from here on it follows with the others.
    if (!isJoining || offset !== history.end) return;
    isJoining = false;
    patience.fill();
  }

  /** Sends one frame; false when there is nothing to send or no room. */
  function step(): boolean {
    if (screenSent < screen.length) return sendScreen();
    if (isLeft) return catchUp();
    const isPassed = offset < history.start || order <= history.passedOrder;
    if (isPassed) return pass();
    if (!isJoining && history.end - offset > leaveBytes && options.isOutpaced(viewer)) return leave();
    const next = history.eventFrom(order);
    if (next?.offset === offset) {
      socket.send(JSON.stringify(next.event satisfies AgentControl));
      order = next.order + 1;
      return true;
    }
    const left = (next?.offset ?? history.end) - offset;
    if (left <= 0) return false;
    if (room() <= 0) return block();
    const length = Math.min(room(), left);
    send('output', offset, length, ...history.read(offset, offset + length));
    offset += length;
    return true;
  }

  function sendScreen(): boolean {
    if (room() <= 0) return block();
    const bytes = screen.subarray(screenSent, screenSent + room());
    send('screen', screenSent, bytes.length, bytes);
    screenSent += bytes.length;
    return true;
  }

  /** What comes next is kept no longer. */
  function pass(): boolean {
    const isFirst = isJoining && repaintedAt === -Infinity;
    if (!isFirst && options.isOutpaced(viewer)) return leave();
    // A screen is worth taking only when it can be sent.
    if (room() <= 0) return block();
    return startRepaint(history.repaintKept());
  }

  function leave(): boolean {
    isLeft = true;
    return catchUp();
  }

  /** Goes on once a viewer that was left behind has taken in what it was sent, but for what it may keep to itself. */
  function catchUp(): boolean {
    if (sent - acked >= terminalLimits.ackEveryBytes) return block();
    const waitMs = repaintedAt + repaintMs - performance.now();
    if (waitMs > 0) {
      catchingUp ??= setTimeout(() => {
        catchingUp = undefined;
        pump();
      }, waitMs).unref();
      return false;
    }
    if (options.isOutpaced(viewer)) return startRepaint(history.repaintNow());
    // Nobody is ahead any more: all that is kept, as for a viewer that is alone.
    isLeft = false;
    return true;
  }

  function block(): false {
    stall ??= setTimeout(() => {
      isStalled = true;
      options.onFlow();
    }, options.stallMs).unref();
    return false;
  }

  function startRepaint(made: Promise<Repaint>): false {
    isRepainting = true;
    void made.then((repaint) => {
      [isRepainting, isLeft, repaintedAt] = [false, false, performance.now()];
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
    return false;
  }

  const viewer: Viewer = {
    pump,
    patience,
    acknowledge(bytes) {
      if (bytes <= acked || bytes > sent) return false;
      window.took(bytes - acked);
      acked = bytes;
      clearTimeout(stall);
      stall = undefined;
      isStalled = false;
      pump();
      return true;
    },
    get lagBytes() {
      return isStalled || isLeft || isDetached ? null : history.end - offset;
    },
    detach() {
      isDetached = true;
      clearTimeout(stall);
      clearTimeout(catchingUp);
    },
  };
  return viewer;
}
