import { execFile } from 'node:child_process';
import { constants, openSync, readSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';

/** The reading end of a named pipe. */
export interface Fifo {
  /** Hands over what lies in the pipe now, at most what a pipe holds. */
  drain(): void;
  /** Hands nothing over from now on, but reads on for who still writes, so that nobody is blocked or killed by it. */
  release(): void;
  close(): void;
}

/** What a pipe holds, and what is read of one at a time before others have their turn. */
const pipeBytes = 64 * 1024;
const turnBytes = 256 * 1024;
const turnMs = 4;

/**
 * Makes a named pipe that the student can write to, and reads it until its last writer closes it, or without end when it `isLasting`.
 * A pipe and no socket, because programs open `/dev/stdout` and `/dev/stderr`; a named one, because they may open it only with its
 * rights on the file system.
 */
export async function openFifo(
  path: string,
  onBytes: (bytes: Buffer) => void,
  { isLasting = false } = {},
): Promise<Fifo> {
  rmSync(path, { force: true });
  await promisify(execFile)('mkfifo', ['--mode=0622', path]);
  const fd = openSync(path, (isLasting ? constants.O_RDWR : constants.O_RDONLY) | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  let isOpen = true;
  let isHeard = true;
  let turn = 0;

  function take(bytes: Buffer): void {
    if (isHeard) onBytes(bytes);
    turn += bytes.length;
    if (turn < turnBytes) return;
    // A flood leaves the agent time for everything else.
    turn = 0;
    socket.pause();
    setTimeout(() => socket.resume(), turnMs);
  }
  function close(): void {
    isOpen = false;
    socket.destroy();
    rmSync(path, { force: true });
  }
  socket.on('data', take);
  socket.on('error', close);
  socket.on('end', close);
  return {
    drain() {
      // What the stream has read already comes first; reading it tells `take`.
      while (socket.read() !== null);
      const bytes = Buffer.alloc(pipeBytes);
      for (let left = pipeBytes; isOpen && isHeard && left > 0;) {
        const count = readSome(fd, bytes.subarray(0, left));
        if (count === 0) return;
        onBytes(bytes.subarray(0, count));
        left -= count;
      }
    },
    release: () => (isHeard = false),
    close,
  };
}

function readSome(fd: number, into: Buffer): number {
  try {
    return readSync(fd, into);
  } catch {
    // EAGAIN: it is empty.
    return 0;
  }
}
