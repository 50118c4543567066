import { type TerminalExit, terminalLimits } from '@drydock/model';
import { createBoundary } from '../process/boundary.ts';
import { createKeptScreen } from '../screen/kept-screen.ts';
import { type LaterStep, paintAhead } from '../screen/paint-ahead.ts';
import { createRing } from './ring.ts';
import type { Screen } from '../screen/screen.ts';

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
  /** The bytes between these offsets, which must be kept, in parts that are good until more is appended. */
  read(from: number, to: number): Uint8Array[];
  /** The first kept event numbered `order` or later. */
  eventFrom(order: number): PlacedEvent | undefined;
  /** The number of the first event at or after byte `offset`. */
  orderAt(offset: number): number;
  /** The number of the last event that is kept no longer. */
  readonly passedOrder: number;
  /** What held at `start`: the size, and the exit of a shell not restarted since. */
  eventsAtStart(): readonly HistoryEvent[];
  /** The screen at the first byte that is kept: with what follows, everything there is. Nothing after it is forgotten before this resolves; so for `repaintNow`. */
  repaintKept(): Promise<Repaint>;
  /** The screen as it is now, for a viewer that is too slow for all that is kept. */
  repaintNow(): Promise<Repaint>;
  /** Bytes given to the screen that it has not parsed. */
  readonly unparsedBytes: number;
  /** Bytes kept beyond `keepBytes` for repaints under way; pause the program before they are many. */
  readonly heldBytes: number;
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
  /** First bytes of the repaints under way. */
  const holds = new Set<{ readonly from: number }>();

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

  function readParts(from: number, to: number): Uint8Array[] {
    const parts = [];
    let offset = from;
    while (offset < to) {
      const part = ring.read(offset, to - offset);
      parts.push(part);
      offset += part.length;
    }
    return parts;
  }

  function readAll(from: number, to: number): Uint8Array {
    const parts = readParts(from, to);
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  function hold(event: HistoryEvent): void {
    if (event.type === 'size') {
      Object.assign(size, { cols: event.cols, rows: event.rows });
      screen.resize(event.cols, event.rows);
    } else exit = event.type === 'exit' ? event.exit : null;
  }

  const isHeld = (target: number) => Array.from(holds).some(({ from }) => from < target);

  /** Forgets nothing from `from` on until the work is done. */
  async function holding<T>(from: number, work: Promise<T>): Promise<T> {
    const held = { from };
    holds.add(held);
    try {
      return await work;
    } finally {
      holds.delete(held);
    }
  }

  function repaintKept(): Promise<Repaint> {
    const at = { from: ring.start, order: passedOrder + 1, exit, ...size };
    const prefix = introducer;
    const made = screen.serialise().then((text) => ({ ...at, screen: Buffer.from(text + prefix) }));
    return holding(at.from, made);
  }

  function repaintNow(): Promise<Repaint> {
    const ahead = boundary.fork();
    const plain = [{ to: ahead.offset, isPlain: ring.start >= plainFrom }];
    while (ahead.offset < ring.end) {
      const isPlain = ahead.scan(ring.read(ahead.offset, ring.end));
      plain.push({ to: ahead.offset, isPlain });
    }
    const end = ahead.safe;
    // One sequence holds everything that is kept.
    if (end <= ring.start) return repaintKept();
    const steps: LaterStep[] = [];
    const at = { from: ring.start, order: passedOrder + 1, exit, ...size };
    const takeUpTo = (to: number) => {
      for (const part of plain) {
        while (at.from < Math.min(to, part.to)) {
          // A copy: the original is a segment that is written again.
          const bytes = Uint8Array.from(ring.read(at.from, Math.min(to, part.to) - at.from));
          steps.push({ bytes, isPlain: part.isPlain });
          at.from += bytes.length;
        }
      }
    };
    for (const { offset, event, order: number } of events) {
      if (offset > end) break;
      takeUpTo(offset);
      at.order = number + 1;
      if (event.type === 'size') {
        const { cols: nextCols, rows: nextRows } = event;
        Object.assign(at, { cols: nextCols, rows: nextRows });
        steps.push({ cols: nextCols, rows: nextRows });
      } else at.exit = event.type === 'exit' ? event.exit : null;
    }
    takeUpTo(end);
    const prefix = introducer;
    const text = screen.serialise().then((start) => start + prefix);
    const made = paintAhead({ ...size, text, steps, open: options.openScreen });
    return holding(
      end,
      made.then((painted) => ({ ...at, screen: Buffer.from(painted) })),
    );
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
        const target = Math.min(ring.end, Math.max(boundary.offset, ring.start) + stepBytes);
        if (isHeld(target)) return;
        forgetUpTo(target);
        if (ring.start === before && boundary.offset === ring.end) return;
      }
    },
    place(event) {
      const last = events.at(-1);
      if (last?.offset === ring.end && last.event.type === 'size' && event.type === 'size') events.pop();
      order += 1;
      events.push({ order, offset: ring.end, event });
      const target = Math.max(boundary.offset, events[mostEvents / 2]?.offset ?? 0);
      if (events.length > mostEvents && !isHeld(target)) forgetUpTo(target);
    },
    read: readParts,
    eventFrom: (from) => events.find((placed) => placed.order >= from),
    get passedOrder() {
      return passedOrder;
    },
    orderAt: (offset) => events.find((placed) => placed.offset >= offset)?.order ?? order + 1,
    eventsAtStart: () => [{ type: 'size', ...size }, exit ? { type: 'exit', exit } : { type: 'restarted' }],
    repaintKept,
    repaintNow,
    get unparsedBytes() {
      return screen.unparsedBytes;
    },
    get heldBytes() {
      return holds.size === 0 ? 0 : Math.max(0, ring.end - ring.start - keepBytes);
    },
    dispose: () => screen.dispose(),
  };
}
