import { closeSync, openSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { markerLabel } from '@drydock/model';

/** Told of everything a recording holds. */
export interface TerminalTap {
  output(bytes: Uint8Array): void;
  input(bytes: Uint8Array): void;
  size(cols: number, rows: number): void;
  exit(code: number): void;
}

/** One terminal's recording as an asciicast v3 file (docs.asciinema.org/manual/asciicast/v3): output, resizes, markers, exit; input only when asked for. */
export interface Recording extends TerminalTap {
  readonly isOn: boolean;
  readonly hasInput: boolean;
  mark(label: string): void;
  /** Writes what is pending and closes the file. */
  end(): void;
}

/** Output is written in pieces of this time; a killed agent loses no more. */
const pieceMs = 50;
const pieceBytes = 256 * 1024;

/**
 * Begins `file`; recording stops by itself, with a marker that says so, before the file is larger than `mostBytes` or when `mayWrite` refuses bytes of all
 * recordings together, or when the disk refuses.
 */
export function createRecording(options: {
  file: string;
  cols: number;
  rows: number;
  title: string;
  hasInput: boolean;
  mostBytes: number;
  mayWrite?: (bytes: number) => boolean;
  now?: () => number;
}): Recording {
  const now = options.now ?? Date.now;
  const startedAt = now();
  let fd: number | null = openSync(options.file, 'wx', 0o640);
  let writtenBytes = 0;
  let lastAt = startedAt;
  let pending: { at: number; parts: string[]; bytes: number } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const output = new StringDecoder('utf8');
  const input = new StringDecoder('utf8');
  const ending = markerLabel({ type: 'full' });
  const reserveBytes = 256;

  function put(line: unknown): void {
    if (fd === null) return;
    const text = Buffer.from(`${JSON.stringify(line)}\n`);
    const isTooMuch =
      writtenBytes + text.length > options.mostBytes - reserveBytes || options.mayWrite?.(text.length) === false;
    const bytes = isTooMuch ? Buffer.from(`${JSON.stringify([interval(now()), 'm', ending])}\n`) : text;
    try {
      writeSync(fd, bytes);
      writtenBytes += bytes.length;
      if (isTooMuch) close();
    } catch {
      close();
    }
  }

  /** Seconds since the event before, in steps of a millisecond. */
  function interval(at: number): number {
    const seconds = Math.max(0, at - lastAt) / 1000;
    lastAt = Math.max(at, lastAt);
    return seconds;
  }

  function event(code: 'o' | 'i' | 'r' | 'm' | 'x', data: string, at = now()): void {
    if (code !== 'o') flush();
    if (fd !== null) put([interval(at), code, data]);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const piece = pending;
    pending = null;
    if (piece) event('o', piece.parts.join(''), piece.at);
  }

  function close(): void {
    clearTimeout(timer);
    pending = null;
    if (fd !== null) closeSync(fd);
    fd = null;
  }

  put({
    version: 3,
    term: { cols: options.cols, rows: options.rows, type: 'xterm-256color' },
    timestamp: Math.floor(startedAt / 1000),
    title: options.title,
  });

  return {
    get isOn() {
      return fd !== null;
    },
    hasInput: options.hasInput,
    output(bytes) {
      if (fd === null) return;
      const text = output.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      if (text === '') return;
      pending ??= { at: now(), parts: [], bytes: 0 };
      pending.parts.push(text);
      pending.bytes += bytes.length;
      if (pending.bytes > pieceBytes) flush();
      else timer ??= setTimeout(flush, pieceMs).unref();
    },
    input(bytes) {
      if (fd === null || !options.hasInput) return;
      const text = input.write(Buffer.from(bytes));
      if (text !== '') event('i', text);
    },
    size: (cols, rows) => event('r', `${cols}x${rows}`),
    exit: (code) => event('x', String(code)),
    mark: (label) => event('m', label),
    end() {
      flush();
      close();
    },
  };
}
