import { randomUUID } from 'node:crypto';
import {
  type BytesFrame,
  type TerminalInfo,
  type TerminalKind,
  terminalProtocol,
  type TerminalRecording,
  type ViewerControl,
} from '@drydock/model';
import { createAudience, type Present } from './audience.ts';
import { createBatch } from './batch.ts';
import { createHistory } from './history/history.ts';
import { resumePoint } from './history/resume-point.ts';
import { createInput } from './input.ts';
import { createPace } from './pace.ts';
import type { Pty, PtyEvents } from './process/pty.ts';
import { createReceipts } from './receipts.ts';
import type { TerminalTap } from './recording/recording.ts';
import { freshStart } from './screen/fresh-start.ts';
import type { Screen } from './screen/screen.ts';
import { createViewer, type Viewer, type ViewerSocket } from './viewer.ts';

type Hello = Extract<ViewerControl, { type: 'hello' }>;
type Size = { cols: number; rows: number };

/** One viewer's connection to a terminal. */
export interface Attachment {
  received(frame: Exclude<ViewerControl, Hello> | BytesFrame): void;
  detached(): void;
}

/** One shell on a PTY with everything it has put out, and its viewers. It outlives them all. */
export interface Terminal {
  readonly kind: TerminalKind;
  info(): TerminalInfo;
  attach(hello: Hello, socket: ViewerSocket): Attachment;
  recordingChanged(): void;
  /** Hangs the shell up and sends every viewer away. */
  close(): void;
}

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
  keepBytes?: number;
  stallMs?: number;
}): Terminal {
  const { tap } = options;
  const epoch = randomUUID();
  const createdAt = new Date().toISOString();
  const size = { ...options.size };
  let { title } = options;
  let exit: TerminalInfo['exit'] = null;
  let isClosed = false;
  const audience = createAudience();
  const batch = createBatch(() => {
    for (const { viewer } of audience.all) viewer.pump();
  });
  const followers = () => Array.from(audience.all, ({ viewer }) => viewer);
  const pace = createPace({ pty: () => pty, followers, load: () => history });
  const regulate = () => pace.regulate();

  const history = createHistory({
    ...size,
    openScreen: options.openScreen,
    onParsed: regulate,
    ...(options.keepBytes === undefined ? {} : { keepBytes: options.keepBytes }),
  });
  let pty: Pty | null = start();
  const input = createInput(() => pty);
  const receipts = createReceipts(audience, (viewer) => input.written(viewer));

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
        receipts.now();
        batch.flush();
      },
      onWritten: () => receipts.soon(),
    });
  }

  function put(bytes: Uint8Array): void {
    if (isClosed) return;
    tap.output(bytes);
    history.append(bytes);
    batch.add(bytes.length);
    regulate();
  }

  /** The smallest size all viewers can show that are seen; the last one stays when none is. */
  function agree(): void {
    const agreed = audience.agreedSize();
    if (!agreed || (agreed.cols === size.cols && agreed.rows === size.rows)) return;
    const { cols, rows } = Object.assign(size, agreed);
    pty?.resize(cols, rows);
    tap.size(cols, rows);
    history.place({ type: 'size', cols, rows });
    batch.flush();
  }

  function leave(present: Present): void {
    if (!audience.remove(present)) return;
    present.viewer.detach();
    agree();
    audience.elect();
    regulate();
  }

  function restart(): void {
    if (pty || isClosed) return;
    exit = null;
    pace.reset();
    history.place({ type: 'restarted' });
    put(freshStart);
    batch.flush();
    pty = start();
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    batch.end();
    pace.end();
    receipts.end();
    pty?.end();
    for (const present of audience.all) {
      present.viewer.detach();
      present.socket.close('closed');
    }
    audience.clear();
    history.dispose();
    options.onClose();
  }

  function attach(hello: Hello, socket: ViewerSocket): Attachment {
    for (const present of audience.all) {
      if (present.id !== hello.viewer) continue;
      present.socket.close('replaced');
      leave(present);
    }
    const { from, isKept, isRepaint } = resumePoint(
      hello.resume?.epoch === epoch ? hello.resume.offset : null,
      history,
    );
    const received = input.received(hello.viewer);
    const flow = { isOutpaced: (one: Viewer) => pace.isOutpaced(one), onFlow: regulate };
    const viewer = createViewer({ history, socket, from, stallMs: options.stallMs ?? 5000, ...flow });
    const { cols, rows, seen: isSeen = true } = hello;
    const present: Present = { id: hello.viewer, socket, viewer, cols, rows, isSeen, told: received };
    audience.add(present);
    audience.tell(present, {
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
      for (const event of history.eventsAtStart())
        if (isKept || event.type !== 'restarted') audience.tell(present, event);
    viewer.pump();
    agree();
    audience.elect();
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
        return audience.elect(present);
      case 'ack':
        if (!present.viewer.acknowledge(frame.bytes))
          present.socket.close('out_of_order', `acknowledged ${frame.bytes}`);
        return regulate();
      case 'resize':
        Object.assign(present, { cols: frame.cols, rows: frame.rows });
        return agree();
      case 'seen':
        present.isSeen = frame.seen;
        return agree();
      case 'rename':
        ({ title } = frame);
        return audience.tellAll({ type: 'renamed', title });
      case 'restart':
        return restart();
      case 'close':
        return close();
      default:
        return present.socket.close('malformed', `${frame.type} is not for an agent`);
    }
  }

  return {
    kind: options.kind,
    info: () => ({
      terminal: options.name,
      kind: options.kind,
      title,
      ...size,
      createdAt,
      viewers: audience.all.size,
      exit,
      program: pty?.program() ?? null,
      recording: options.recording(),
    }),
    attach,
    recordingChanged: () => audience.tellAll({ type: 'recording', recording: options.recording() }),
    close,
  };
}
