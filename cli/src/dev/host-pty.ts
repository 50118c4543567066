import { execFile, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { quoteCommand } from '@drydock/host';
import type { SpawnPty } from '@drydock/terminal/agent';

/**
 * Spawns a program on a PTY of this machine through util-linux's `script`, for development without Docker: node-pty is compiled in the workspace image only.
 * Fast enough for a person; the throughput and exact flow control of the product are node-pty's.
 */
export const spawnHostPty: SpawnPty = (command, size, events) => {
  // The shell says on descriptor 3 which PTY it has.
  const line = `stty rows ${size.rows} cols ${size.cols}; tty >&3; exec 3>&-; exec ${quoteCommand([command.file, ...command.args])}`;
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', line, '/dev/null'], {
    cwd: command.cwd,
    env: { ...command.env, SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
  });
  let tty = '';
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('script was started without pipes');
  const said = child.stdio[3];
  if (said instanceof Readable) said.on('data', (bytes: Buffer) => (tty += bytes.toString()));
  let writtenBytes = 0;
  let hasExited = false;

  function exit(code: number, signal: number | null): void {
    if (hasExited) return;
    hasExited = true;
    events.onExit({ code, signal });
  }

  stdout.on('data', (bytes: Buffer) => events.onData(bytes));
  stdin.on('error', () => undefined);
  child.on('error', () => exit(127, null));
  // `close` comes after the last byte.
  child.on('close', (code) => exit(code ?? 1, null));
  return {
    pid: child.pid ?? 0,
    write(bytes) {
      stdin.write(bytes, () => {
        writtenBytes += bytes.length;
        events.onWritten();
      });
    },
    get writtenBytes() {
      return writtenBytes;
    },
    resize(cols, rows) {
      if (tty.endsWith('\n'))
        execFile('stty', ['-F', tty.trim(), 'rows', String(rows), 'cols', String(cols)], () => undefined);
    },
    // The shell is a child of `script`, which does not report its id.
    program: () => null,
    pause: () => void stdout.pause(),
    resume: () => void stdout.resume(),
    end: () => void child.kill('SIGHUP'),
  };
};
