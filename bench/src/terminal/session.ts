import { spawn } from 'node:child_process';
import { WebSocket } from 'ws';
import { openViewer } from '@drydock/terminal/testing';

/** One shell seen through one technology: what the benchmark types into and reads from. */
export interface BenchSession {
  readonly bytes: number;
  type(text: string): void;
  /** Resolves when `test` of the last bytes and the number of all bytes holds; rejects after `patienceMs`. */
  until(test: (end: string, bytes: number) => boolean, patienceMs?: number): Promise<void>;
  close(): void;
}

const keptCharacters = 4096;

/** The reading half: counts bytes, keeps the end, wakes who waits. */
function createReading() {
  let end = '';
  let bytes = 0;
  const watchers = new Set<() => void>();
  return {
    take(part: Uint8Array) {
      bytes += part.length;
      end = (end + Buffer.from(part.subarray(-keptCharacters)).toString('latin1')).slice(-keptCharacters);
      for (const watch of watchers) watch();
    },
    bytes: () => bytes,
    until: (test: (end: string, bytes: number) => boolean, patienceMs = 120_000) =>
      new Promise<void>((resolve, reject) => {
        const settle = (deed: () => void) => {
          clearTimeout(timer);
          watchers.delete(watch);
          deed();
        };
        const watch = () => test(end, bytes) && settle(resolve);
        const timer = setTimeout(
          () =>
            settle(() =>
              reject(new Error(`waited ${patienceMs} ms in vain; the end is ${JSON.stringify(end.slice(-200))}`)),
            ),
          patienceMs,
        );
        watchers.add(watch);
        watch();
      }),
  };
}

/** Through the relay and the agent, as a page does it. */
export function openDrydock(url: () => Promise<string>): BenchSession {
  const reading = createReading();
  const viewer = openViewer({ url, onBytes: (part) => reading.take(part) });
  return {
    get bytes() {
      return reading.bytes();
    },
    type: (text) => viewer.type(text),
    until: (test, patienceMs) => reading.until(test, patienceMs),
    close() {
      viewer.ask({ type: 'close' });
      viewer.stop();
    },
  };
}

/** `docker exec -it` on a PTY that `script` makes. */
export function openDockerExec(container: string): BenchSession {
  const reading = createReading();
  const command = `docker exec -it --user student --env TERM=xterm-256color ${container} bash -l`;
  const child = spawn('script', ['--quiet', '--flush', '--echo', 'never', '--command', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdout.on('data', (part: Buffer) => reading.take(part));
  return {
    get bytes() {
      return reading.bytes();
    },
    type: (text) => void child.stdin.write(text),
    until: (test, patienceMs) => reading.until(test, patienceMs),
    close: () => void child.kill(),
  };
}

/** ttyd's own WebSocket protocol: a JSON hello, then frames whose first character is the kind; `0` is input and output. */
export async function openTtyd(url: string): Promise<BenchSession> {
  const reading = createReading();
  const socket = new WebSocket(url, ['tty'], { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  // ws hands out one Buffer per message unless told otherwise.
  socket.on('message', (frame: Buffer) => {
    if (frame[0] === 0x30) reading.take(frame.subarray(1));
  });
  socket.send(Buffer.from(JSON.stringify({ AuthToken: '', columns: 80, rows: 24 })));
  return {
    get bytes() {
      return reading.bytes();
    },
    type: (text) => socket.send(Buffer.from(`0${text}`)),
    until: (test, patienceMs) => reading.until(test, patienceMs),
    close: () => socket.close(),
  };
}
