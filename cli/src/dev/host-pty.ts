import { execFile, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { quoteCommand } from '@drydock/host';
import type { SpawnPty } from '@drydock/terminal/agent';

/**
 * Spawns a program on a PTY of this machine through util-linux's `script`, for development without Docker: node-pty is compiled in the workspace image only.
 * Fast enough for a person; the throughput and exact flow control of the product are node-pty's.
 */
export const spawnHostPty: SpawnPty = (command, size, events) => {
  const ttyFile = join(tmpdir(), `drydock-dev-${randomUUID()}.tty`);
  const line = `stty rows ${size.rows} cols ${size.cols}; tty > ${ttyFile}; exec ${quoteCommand([command.file, ...command.args])}`;
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', line, '/dev/null'], {
    cwd: command.cwd,
    env: { ...command.env, SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let writtenBytes = 0;
  let hasExited = false;

  function exit(code: number, signal: number | null): void {
    if (hasExited) return;
    hasExited = true;
    rmSync(ttyFile, { force: true });
    events.onExit({ code, signal });
  }

  child.stdout.on('data', (bytes: Buffer) => events.onData(bytes));
  child.stdin.on('error', () => undefined);
  child.on('error', () => exit(127, null));
  // `close` comes after the last byte.
  child.on('close', (code) => exit(code ?? 1, null));
  return {
    pid: child.pid ?? 0,
    write(bytes) {
      child.stdin.write(bytes, () => {
        writtenBytes += bytes.length;
        events.onWritten();
      });
    },
    get writtenBytes() {
      return writtenBytes;
    },
    resize(cols, rows) {
      const tty = terminalOf(ttyFile);
      if (tty) execFile('stty', ['-F', tty, 'rows', String(rows), 'cols', String(cols)], () => undefined);
    },
    // The shell is a child of `script`, which does not report its id.
    program: () => null,
    pause: () => void child.stdout.pause(),
    resume: () => void child.stdout.resume(),
    end: () => void child.kill('SIGHUP'),
  };
};

/** The path of the PTY, once its shell has written it down. */
function terminalOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
