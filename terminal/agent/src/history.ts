import { type TerminalExit, terminalLimits } from '@drydock/model';
import { createBoundary } from './boundary.ts';
import { createKeptScreen } from './kept-screen.ts';
import { createRing } from './ring.ts';
import type { Screen } from './screen.ts';

/** What happened to a terminal between two bytes of its output. */
export type HistoryEvent =
  { type: 'size'; cols: number; rows: number } | { type: 'exit'; exit: TerminalExit } | { type: 'restarted' };

export interface PlacedEvent {
  readonly order: number;
  readonly offset: number;
  readonly event: HistoryEvent;
}

/** The screen at byte `from`, for a viewer whose next byte is kept no longer; go on with event `order`. */
export interface Repaint {
  readonly from: number;
  readonly order: number;
  readonly exit: TerminalExit | null;
  readonly cols: number;
  readonly rows: number;
  readonly screen: Uint8Array;
}

/** Everything a terminal has put out: the last `keepBytes` byte by byte with what happened between them, older output as a screen. */
export interface History {
  readonly start: number;
  readonly end: number;
  append(bytes: Uint8Array): void;
  place(event: HistoryEvent): void;
  /** Up to `most` bytes from `offset`, which must be kept. */
  read(offset: number, most: number): Uint8Array;
  /** The first kept event numbered `order` or later. */
  eventFrom(order: number): PlacedEvent | undefined;
  /** The number of the first event at or after byte `offset`. */
  orderAt(offset: number): number;
  /** The number of the last event that is kept no longer. */
  readonly passedOrder: number;
  /** What held at `start`: the size, and the exit of a shell not restarted since. */
  eventsAtStart(): readonly HistoryEvent[];
  /** The screen at some byte that is still kept when this resolves. */
  repaint(): Promise<Repaint>;
  /** Bytes given to the screen that it has not parsed. */
  readonly unparsedBytes: number;
  dispose(): void;
}

/** Output goes in steps of at most this, each up to the last byte at which no sequence and no character is open. */
const largestStepBytes = 64 * 1024;
/** A sequence of more steps than this is cut; its introducer is put before what is left of it. */
const longestSequenceSteps = 4;
/** Events kept; more make the oldest output go early. */
const mostEvents = 10_000;

export function createHistory(options: {
  cols: number;
  rows: number;
  keepBytes?: number;
  openScreen: (cols: number, rows: number) => Screen;
  /** Called when `unparsedBytes` went down. */
  onParsed?: () => void;
}): History {
  const keepBytes = options.keepBytes ?? terminalLimits.ringBytes;
  const stepBytes = Math.min(largestStepBytes, Math.ceil(keepBytes / 16));
  const ring = createRing();
  const boundary = createBoundary();
  let events: PlacedEvent[] = [];
  let order = 0;
  let passedOrder = 0;
  const size = { cols: options.cols, rows: options.rows };
  let exit: TerminalExit | null = null;
  const { cols, rows } = options;
  const screen = createKeptScreen({ cols, rows, open: options.openScreen, onParsed: () => options.onParsed?.() });
  let introducer = '';
  /** From here to where the boundary has got, everything is plain text. */
  let plainFrom = 0;

  function forgetUpTo(target: number): void {
    if (!boundary.scan(readAll(boundary.offset, target))) plainFrom = target;
    // Mid-sequence is no place to start from, unless the sequence is too long to keep whole.
    const isTooLong = target - boundary.safe > longestSequenceSteps * stepBytes;
    const next = isTooLong ? target : Math.max(ring.start, boundary.safe);
    introducer = isTooLong ? boundary.introducer : '';
    let passed = events.findIndex(({ offset }) => offset > next);
    if (passed === -1) passed = events.length;
    let from = ring.start;
    for (const { offset, event } of events.slice(0, passed)) {
      screen.show(readAll(from, offset), from >= plainFrom);
      from = Math.max(from, offset);
      hold(event);
    }
    screen.show(readAll(from, next), from >= plainFrom);
    passedOrder = events[passed - 1]?.order ?? passedOrder;
    events = events.slice(passed);
    ring.forget(next);
  }

  function readAll(from: number, to: number): Uint8Array {
    const parts = [];
    let offset = from;
    while (offset < to) {
      const part = ring.read(offset, to - offset);
      parts.push(part);
      offset += part.length;
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  function hold(event: HistoryEvent): void {
    if (event.type === 'size') {
      Object.assign(size, { cols: event.cols, rows: event.rows });
      screen.resize(event.cols, event.rows);
    } else exit = event.type === 'exit' ? event.exit : null;
  }

  async function repaint(): Promise<Repaint> {
    for (;;) {
      const at = { from: ring.start, order: passedOrder + 1, exit, ...size };
      const prefix = introducer;
      const text = await screen.serialise();
      // Otherwise output overtook the screen: take a newer one.
      if (at.from === ring.start && at.order === passedOrder + 1) return { ...at, screen: Buffer.from(text + prefix) };
    }
  }

  return {
    get start() {
      return ring.start;
    },
    get end() {
      return ring.end;
    },
    append(bytes) {
      ring.append(bytes);
      while (ring.end - ring.start > keepBytes) {
        const before = ring.start;
        forgetUpTo(Math.min(ring.end, Math.max(boundary.offset, ring.start) + stepBytes));
        if (ring.start === before && boundary.offset === ring.end) return;
      }
    },
    place(event) {
      const last = events.at(-1);
      if (last?.offset === ring.end && last.event.type === 'size' && event.type === 'size') events.pop();
      order += 1;
      events.push({ order, offset: ring.end, event });
      if (events.length > mostEvents) forgetUpTo(Math.max(boundary.offset, events[mostEvents / 2]?.offset ?? 0));
    },
    read: (offset, most) => ring.read(offset, most),
    eventFrom: (from) => events.find((placed) => placed.order >= from),
    get passedOrder() {
      return passedOrder;
    },
    orderAt: (offset) => events.find((placed) => placed.offset >= offset)?.order ?? order + 1,
    eventsAtStart: () => [{ type: 'size', ...size }, exit ? { type: 'exit', exit } : { type: 'restarted' }],
    repaint,
    get unparsedBytes() {
      return screen.unparsedBytes;
    },
    dispose: () => screen.dispose(),
  };
}
