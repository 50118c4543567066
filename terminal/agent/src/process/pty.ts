import { readSync, writeSync } from 'node:fs';
import { codeOf, type TerminalExit } from '@drydock/model';
import { programBeside } from './program.ts';

/** A program on a pseudo-terminal. Bytes in, bytes out; nothing is lost while paused. */
export interface Pty {
  readonly pid: number;
  /** Queues input; what the program's terminal does not take yet is written as soon as it does. */
  write(bytes: Uint8Array): void;
  /** Input handed to the kernel, ever. */
  readonly writtenBytes: number;
  resize(cols: number, rows: number): void;
  pause(): void;
  resume(): void;
  /** What runs on it beside the shell; null when nothing does. */
  program(): string | null;
  /** Hangs up: the program and its jobs get SIGHUP. */
  end(): void;
}

export interface PtyEvents {
  /** The bytes are good until this returns. */
  onData(bytes: Uint8Array): void;
  /** After the last byte. */
  onExit(exit: TerminalExit): void;
  onWritten(): void;
}

export interface PtyCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export type SpawnPty = (command: PtyCommand, size: { cols: number; rows: number }, events: PtyEvents) => Pty;

type NodePty = Pick<typeof import('node-pty'), 'spawn'>;

/** What node-pty's terminal has beside its declared interface (1.1, lib/unixTerminal.js). */
declare module 'node-pty' {
  interface IPty {
    readonly fd: number;
    readonly _socket: { readonly readableLength: number; destroy(error?: Error): unknown };
    destroy(): void;
  }
}

const retryMs = 4;
const drainMs = 200;
/** One read of a terminal gives at most this; after one of a quarter more is likely there. */
const readBytes = 4096;
const floodBytes = readBytes / 4;
/** What is read at one time, at most. */
const gatherBytes = 64 * 1024;

/** Spawns through node-pty, with a writer that neither spins on a full terminal nor waits for a thread, and a read end that is not closed while paused. */
export function createPtySpawner(nodePty: NodePty): SpawnPty {
  const gathered = Buffer.alloc(gatherBytes);
  return (command, size, events) => {
    const terminal = nodePty.spawn(command.file, [...command.args], {
      ...size,
      name: command.env['TERM'] ?? 'xterm-256color',
      cwd: command.cwd,
      env: { ...command.env },
      encoding: null,
    });
    const inner = terminal;
    let isPaused = false;
    let isClosed = false;
    let closeLater: (() => void) | undefined;
    let retry: NodeJS.Timeout | undefined;
    let queue: Uint8Array[] = [];
    let writtenBytes = 0;

    // node-pty closes its end 200 ms after the shell's exit, read or not; while paused the last bytes still lie in the kernel.
    const socket = inner._socket;
    const destroy = socket.destroy.bind(socket);
    socket.destroy = (error) => {
      closeLater = () => {
        // From here on the descriptor's number may belong to something else.
        isClosed = true;
        destroy(error);
      };
      if (!isPaused) closeLater();
      return socket;
    };

    function flush(): void {
      retry = undefined;
      for (let bytes = queue[0]; bytes && !isClosed; bytes = queue[0]) {
        const count = writeSome(inner.fd, bytes);
        writtenBytes += count;
        if (count < bytes.length) {
          queue[0] = bytes.subarray(count);
          retry = setTimeout(flush, retryMs);
          break;
        }
        queue.shift();
      }
      events.onWritten();
    }

    /** `first` and what else is there by now: a flood comes in a few large pieces instead of one event of the stream for every 4 KiB. */
    function gather(first: Buffer): Buffer {
      // What the stream has read already comes before what the kernel has.
      if (isClosed || first.length < floodBytes || first.length > gatherBytes / 2 || socket.readableLength > 0)
        return first;
      first.copy(gathered);
      let length = first.length;
      for (let count = length; count >= floodBytes && length + readBytes <= gatherBytes; length += count)
        count = readSome(inner.fd, gathered, length);
      return gathered.subarray(0, length);
    }

    // With `encoding: null` node-pty hands out buffers, whatever its types say.
    terminal.onData((data: string | Buffer) =>
      events.onData(gather(typeof data === 'string' ? Buffer.from(data) : data)),
    );
    terminal.onExit(({ exitCode, signal }) => {
      isClosed = true;
      queue = [];
      clearTimeout(retry);
      events.onExit({ code: exitCode, signal: signal || null });
    });

    return {
      pid: terminal.pid,
      write(bytes) {
        if (isClosed) return;
        queue.push(bytes);
        if (!retry) flush();
      },
      get writtenBytes() {
        return writtenBytes;
      },
      resize: (cols, rows) => {
        if (!isClosed) terminal.resize(cols, rows);
      },
      pause() {
        isPaused = true;
        terminal.pause();
      },
      resume() {
        isPaused = false;
        terminal.resume();
        if (closeLater) setTimeout(() => !isPaused && closeLater?.(), drainMs);
      },
      program: () => (isClosed ? null : programBeside(terminal.pid)),
      end() {
        isPaused = false;
        inner.destroy();
      },
    };
  };
}

/** Bytes read now; 0 when there are none, also when the terminal is gone, which the stream will find. */
function readSome(fd: number, into: Buffer, at: number): number {
  try {
    return readSync(fd, into, at, into.length - at, null);
  } catch {
    return 0;
  }
}

/** Bytes taken now; 0 when the terminal is full. A terminal that is gone takes everything. */
function writeSome(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    return codeOf(error) === 'EAGAIN' ? 0 : bytes.length;
  }
}
