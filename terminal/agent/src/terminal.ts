import { randomUUID } from 'node:crypto';
import {
  type AgentControl,
  type BytesFrame,
  type TerminalInfo,
  type TerminalKind,
  terminalLimits,
  terminalProtocol,
  type TerminalRecording,
  type ViewerControl,
} from '@drydock/model';
import { createHistory } from './history.ts';
import { createInput } from './input.ts';
import type { Pty, PtyEvents } from './pty.ts';
import type { Screen } from './screen.ts';
import { createViewer, type Viewer, type ViewerSocket } from './viewer.ts';

type Hello = Extract<ViewerControl, { type: 'hello' }>;
type Size = { cols: number; rows: number };

/** Told of everything a recording holds. */
export interface TerminalTap {
  output(bytes: Uint8Array): void;
  input(bytes: Uint8Array): void;
  size(cols: number, rows: number): void;
  exit(code: number): void;
}

/** One viewer's connection to a terminal. */
export interface Attachment {
  received(frame: Exclude<ViewerControl, Hello> | BytesFrame): void;
  detached(): void;
}

/** One shell on a PTY with everything it has put out, and its viewers. It outlives them all. */
export interface Terminal {
  info(): TerminalInfo;
  attach(hello: Hello, socket: ViewerSocket): Attachment;
  recordingChanged(): void;
  /** Hangs the shell up and sends every viewer away. */
  close(): void;
}

/** Output is sent at once after a quiet time, else this often. */
const batchMs = 8;
const batchBytes = terminalLimits.outputFrameBytes;
/** The PTY waits while a viewer lags more than the first, until all lag less than the second; so for bytes the kept screen has not parsed. */
const lagBytes = [128 * 1024, 32 * 1024] as const;
const unparsedBytes = [1024 * 1024, 256 * 1024] as const;
const takenMs = 50;
/** Soft reset, main screen, mouse, focus and paste modes off: the next shell must not inherit the last one's modes. */
const freshStart = Buffer.from('\x1b[!p\x1b[?1049l\x1b[?1000;1002;1003;1004;1006;2004l\r\n');

export function createTerminal(options: {
  name: string;
  kind: TerminalKind;
  title: string;
  size: Size;
  spawn: (size: Size, events: PtyEvents) => Pty;
  openScreen: (cols: number, rows: number) => Screen;
  tap: TerminalTap;
  recording: () => TerminalRecording;
  onClose: () => void;
  now?: () => Date;
  keepBytes?: number;
  stallMs?: number;
}): Terminal {
  const { tap } = options;
  const epoch = randomUUID();
  const createdAt = (options.now?.() ?? new Date()).toISOString();
  const size = { ...options.size };
  let { title } = options;
  let exit: TerminalInfo['exit'] = null;
  let isPaused = false;
  let isClosed = false;
  let batch: NodeJS.Timeout | undefined;
  let unsentBytes = 0;
  type Present = Size & {
    id: string;
    socket: ViewerSocket;
    viewer: Viewer;
    told: number;
    lead: boolean | null;
    count: number;
  };
  const viewers = new Set<Present>();
  let lead: Present | undefined;

  const history = createHistory({
    ...size,
    openScreen: options.openScreen,
    onParsed: () => regulate(),
    ...(options.keepBytes === undefined ? {} : { keepBytes: options.keepBytes }),
  });
  let pty: Pty | null = start();
  const input = createInput(() => pty);
  let taken: NodeJS.Timeout | undefined;

  function start(): Pty {
    return options.spawn(size, {
      onData(bytes) {
        put(bytes);
      },
      onExit(status) {
        exit = status;
        pty = null;
        tap.exit(status.code);
        history.place({ type: 'exit', exit: status });
        tellTaken();
        flush();
      },
      onWritten: () => {
        taken ??= setTimeout(tellTaken, takenMs);
      },
    });
  }

  function put(bytes: Uint8Array): void {
    if (isClosed) return;
    tap.output(bytes);
    history.append(bytes);
    unsentBytes += bytes.length;
    if (!batch || unsentBytes >= batchBytes) flush();
    regulate();
  }

  function flush(): void {
    clearTimeout(batch);
    batch = isClosed ? undefined : setTimeout(() => (unsentBytes > 0 ? flush() : (batch = undefined)), batchMs);
    unsentBytes = 0;
    for (const { viewer } of viewers) viewer.pump();
  }

  /** Holds the program while a viewer that acknowledges, or the kept screen, is too far behind. */
  function regulate(): void {
    const lag = Math.max(0, ...[...viewers].map(({ viewer }) => viewer.lagBytes));
    const edge = isPaused ? 1 : 0;
    const wanted = lag > lagBytes[edge] || history.unparsedBytes > unparsedBytes[edge];
    if (wanted === isPaused || !pty) return;
    isPaused = wanted;
    if (wanted) pty.pause();
    else pty.resume();
  }

  function tellTaken(): void {
    clearTimeout(taken);
    taken = undefined;
    for (const present of viewers) {
      const written = input.written(present.id);
      if (written <= present.told) continue;
      present.told = written;
      tell(present, { type: 'taken', input: written });
    }
  }

  function tell(present: Present, control: AgentControl): void {
    present.socket.send(JSON.stringify(control));
  }

  function tellAll(control: AgentControl): void {
    for (const present of viewers) tell(present, control);
  }

  /** The smallest size all viewers can show; the last one stays when nobody is there. */
  function agree(): void {
    if (viewers.size === 0) return;
    const cols = Math.min(...[...viewers].map((viewer) => viewer.cols));
    const rows = Math.min(...[...viewers].map((viewer) => viewer.rows));
    if (cols === size.cols && rows === size.rows) return;
    Object.assign(size, { cols, rows });
    pty?.resize(cols, rows);
    tap.size(cols, rows);
    history.place({ type: 'size', cols, rows });
    flush();
  }

  /** One viewer answers programs' queries: the one that typed last, else the one that came first. */
  function elect(candidate?: Present): void {
    if (candidate && viewers.has(candidate)) lead = candidate;
    if (!lead || !viewers.has(lead)) lead = viewers.values().next().value;
    for (const present of viewers) {
      const isLead = present === lead;
      if (present.lead === isLead && present.count === viewers.size) continue;
      [present.lead, present.count] = [isLead, viewers.size];
      tell(present, { type: 'viewers', count: viewers.size, lead: isLead });
    }
  }

  function leave(present: Present): void {
    if (!viewers.delete(present)) return;
    present.viewer.detach();
    agree();
    elect();
    regulate();
  }

  function restart(): void {
    if (pty || isClosed) return;
    [exit, isPaused] = [null, false];
    history.place({ type: 'restarted' });
    put(freshStart);
    flush();
    pty = start();
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(batch);
    clearTimeout(taken);
    pty?.end();
    for (const present of viewers) {
      present.viewer.detach();
      present.socket.close('closed');
    }
    viewers.clear();
    history.dispose();
    options.onClose();
  }

  function attach(hello: Hello, socket: ViewerSocket): Attachment {
    for (const present of viewers) {
      if (present.id !== hello.viewer) continue;
      present.socket.close('replaced');
      leave(present);
    }
    const asked = hello.resume?.epoch === epoch ? hello.resume.offset : null;
    const isKept = asked !== null && asked >= history.start && asked <= history.end;
    // A viewer that missed more than is kept, and one that comes when the start is gone, gets a repaint.
    const isRepaint = !isKept && history.start > 0;
    const from = isKept ? asked : isRepaint ? 0 : null;
    const received = input.received(hello.viewer);
    const viewer = createViewer({ history, socket, from, stallMs: options.stallMs ?? 5000, onFlow: regulate });
    const { cols, rows } = hello;
    const present: Present = { id: hello.viewer, socket, viewer, cols, rows, told: received, lead: null, count: 0 };
    viewers.add(present);
    tell(present, {
      type: 'welcome',
      protocol: terminalProtocol,
      terminal: options.name,
      kind: options.kind,
      title,
      epoch,
      fresh: !isKept,
      from: from ?? history.start,
      end: history.end,
      input: received,
      recording: options.recording(),
    });
    if (!isRepaint && (from ?? history.start) === history.start)
      for (const event of history.eventsAtStart()) if (isKept || event.type !== 'restarted') tell(present, event);
    viewer.pump();
    agree();
    elect();
    regulate();
    return {
      received: (frame) => obey(present, frame),
      detached: () => leave(present),
    };
  }

  function obey(present: Present, frame: Exclude<ViewerControl, Hello> | BytesFrame): void {
    switch (frame.type) {
      case 'input':
        if (!input.take(present.id, frame.offset, frame.bytes))
          return present.socket.close('out_of_order', `input byte ${frame.offset}, not ${input.received(present.id)}`);
        tap.input(frame.bytes);
        return elect(present);
      case 'ack':
        if (!present.viewer.acknowledge(frame.bytes))
          present.socket.close('out_of_order', `acknowledged ${frame.bytes}`);
        return regulate();
      case 'resize':
        Object.assign(present, { cols: frame.cols, rows: frame.rows });
        return agree();
      case 'rename':
        ({ title } = frame);
        return tellAll({ type: 'renamed', title });
      case 'restart':
        return restart();
      case 'close':
        return close();
      default:
        return present.socket.close('malformed', `${frame.type} is not for an agent`);
    }
  }

  return {
    info: () => ({
      terminal: options.name,
      kind: options.kind,
      title,
      ...size,
      createdAt,
      viewers: viewers.size,
      exit,
      recording: options.recording(),
    }),
    attach,
    recordingChanged: () => tellAll({ type: 'recording', recording: options.recording() }),
    close,
  };
}
