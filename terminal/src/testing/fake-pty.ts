import type { Pty, PtyCommand, PtyEvents, SpawnPty } from '../../agent/src/process/pty.ts';

/** A PTY without a program: the test is the program. Output emitted while paused waits, as in the kernel. */
export interface FakePty {
  readonly command: PtyCommand;
  readonly size: { cols: number; rows: number };
  readonly isPaused: boolean;
  readonly isEnded: boolean;
  /** Everything typed. */
  typed(): Buffer;
  emit(bytes: Uint8Array | string): void;
  /** Takes no more input until called with false. */
  stopReading(isStopped: boolean): void;
  exit(code: number, signal?: number): void;
}

/** A spawner, and what it has spawned. */
export function createFakePtys(): { spawn: SpawnPty; spawned: FakePty[] } {
  const spawned: FakePty[] = [];
  return {
    spawned,
    spawn(command, firstSize, events) {
      const { pty, fake } = createFakePty(command, firstSize, events);
      spawned.push(fake);
      return pty;
    },
  };
}

function createFakePty(
  command: PtyCommand,
  firstSize: { cols: number; rows: number },
  events: PtyEvents,
): { pty: Pty; fake: FakePty } {
  const size = { ...firstSize };
  let [isPaused, isEnded, isDeaf] = [false, false, false];
  let writtenBytes = 0;
  const waiting: (() => void)[] = [];
  let unread: Uint8Array[] = [];
  const typed: Uint8Array[] = [];

  function read(): void {
    if (isDeaf) return;
    for (const bytes of unread) {
      typed.push(bytes);
      writtenBytes += bytes.length;
    }
    unread = [];
    events.onWritten();
  }

  function run(deed: () => void): void {
    waiting.push(deed);
    while (!isPaused && !isEnded && waiting.length > 0) waiting.shift()?.();
  }

  return {
    pty: {
      pid: 1,
      write(bytes) {
        unread.push(bytes.slice());
        read();
      },
      get writtenBytes() {
        return writtenBytes;
      },
      resize: (cols, rows) => void Object.assign(size, { cols, rows }),
      pause: () => {
        isPaused = true;
      },
      resume() {
        isPaused = false;
        run(() => undefined);
      },
      program: () => null,
      end: () => {
        isEnded = true;
      },
    },
    fake: {
      command,
      size,
      get isPaused() {
        return isPaused;
      },
      get isEnded() {
        return isEnded;
      },
      typed: () => Buffer.concat(typed),
      emit: (bytes) => run(() => events.onData(Buffer.from(bytes))),
      stopReading(isStopped) {
        isDeaf = isStopped;
        read();
      },
      exit: (code, signal) => run(() => events.onExit({ code, signal: signal ?? null })),
    },
  };
}
