import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PtyCommand } from '../process/pty.ts';
import { readProcesses } from '../process/process-table.ts';
import { type Fifo, openFifo } from './fifo.ts';
import { keyOf, killAll, processesOf, signal } from './processes.ts';

/** How a source ended. No exit code: the shell was killed. */
export interface SourceEnd {
  readonly exitCode: number | null;
  readonly isShellAlive: boolean;
}

/** A bash without a terminal, which lives on from one source to the next. */
export interface Shell {
  readonly pid: number;
  readonly isAlive: boolean;
  /**
   * Runs a source, one at a time; resolves when it is over, after the last of its output that was there by then. `signal` stops it:
   * by SIGINT, by force after `stopMs`, with the shell when nothing else helps.
   */
  run(source: string, options: { onBytes: (bytes: Buffer) => void; signal: AbortSignal }): Promise<SourceEnd>;
  /** Kills the shell and all of its processes. */
  end(): void;
}

/**
 * Drops the rest of the source, even where the program that ran took SIGINT well. A trap of the student's on SIGINT goes first: Stop means
 * stop. Between two sources it does nothing: bash 5.2 crashes when it is interrupted by a trap while it reads an order.
 */
const trap = `\\builtin trap '[[ -n ${'${BASH_SOURCE-}'} ]] && { \\builtin trap - INT; \\builtin kill -INT $$; }' URG`;
const interruptAgainMs = 200;
const mostRounds = 20;
const newToken = (): string => randomBytes(8).toString('hex');

/**
 * Starts a bash in a session of its own. Orders come through its standard input, the source through a file, the exit code through a
 * named pipe that is open only while it is written, and the output of each run through a pipe of its own. Interactive, because such
 * a bash drops the rest of a source on SIGINT and lives on; without job control, because then what it starts in the background
 * ignores SIGINT.
 */
export async function startShell(command: PtyCommand, directory: string, stopMs: number): Promise<Shell> {
  await mkdir(directory, { recursive: true });
  // A path that programs of the cell can open, in a folder where they cannot change or list anything.
  await chmod(directory, 0o711);
  const sourceFile = join(directory, 'cell');
  const statusFile = join(directory, 'status');
  let current: { readonly token: string; hasBegun: boolean; readonly end: (end: SourceEnd) => void } | undefined;
  let reported = '';
  const status = await openFifo(statusFile, (bytes) => report(String(bytes)), { isLasting: true });
  const child = spawn(command.file, [...command.args], {
    cwd: command.cwd,
    env: { ...command.env },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  let isAlive = true;
  let before: ReadonlySet<string> = new Set();
  let runs = 0;
  let lastCode = 0;
  let timers: NodeJS.Timeout[] = [];
  // Without a quote: an interrupt may cut off the beginning of the line that is being read.
  const tell = (token: string, what: string) => `\\builtin echo ${token} ${what} >|${statusFile}`;

  function report(text: string): void {
    const lines = (reported + text).split('\n');
    reported = lines.pop()?.slice(-200) ?? '';
    for (const line of lines) {
      const [token, code] = line.split(' ');
      const run = current?.token === token ? current : undefined;
      if (code === 'begin' && run) run.hasBegun = true;
      else run?.end({ exitCode: Number(code), isShellAlive: true });
    }
  }
  function gone(code: number | null): void {
    isAlive = false;
    status.drain();
    status.close();
    killAll((all) => processesOf(pid, all));
    current?.end({ exitCode: code, isShellAlive: false });
  }
  child.on('error', () => undefined);
  if (child.pid === undefined) {
    status.close();
    throw new Error(`${command.file} could not be started`);
  }
  const { pid } = child;
  child.on('exit', gone);
  child.stdin.on('error', () => undefined);
  child.stdin.write('set +o history\n');

  /** Spends signals that came late on lines that do nothing; the next source would be dropped by them. */
  async function settle(): Promise<void> {
    for (let round = 0; isAlive && round < mostRounds; round += 1) {
      const token = newToken();
      const isHeard = new Promise<boolean>((resolve) => {
        current = { token, hasBegun: false, end: () => resolve(true) };
        setTimeout(() => resolve(false), interruptAgainMs);
      });
      child.stdin.write(`\n\n${tell(token, '0')}\n`);
      if (await isHeard) return;
    }
    end();
  }
  function end(): void {
    if (isAlive) killAll((all) => [...all.filter((each) => each.pid === pid), ...processesOf(pid, all)]);
  }
  function stop(): void {
    const interrupted = new Set<string>();
    const interrupt = () => {
      // Before it begins nothing would catch the signals.
      if (!current?.hasBegun) return;
      signal(pid, 'SIGCONT');
      signal(pid, 'SIGURG');
      for (const each of processesOf(pid, readProcesses(), before)) {
        if (interrupted.has(keyOf(each))) continue;
        interrupted.add(keyOf(each));
        signal(each.pid, 'SIGINT');
        signal(each.pid, 'SIGCONT');
      }
    };
    const again = setInterval(interrupt, interruptAgainMs);
    const force = setTimeout(() => {
      clearInterval(again);
      killAll((all) => processesOf(pid, all, before));
      signal(pid, 'SIGINT');
    }, stopMs);
    timers = [again, force, setTimeout(end, stopMs * 1.5)];
    interrupt();
  }
  return {
    pid,
    get isAlive() {
      return isAlive;
    },
    async run(source, { onBytes, signal: stopping }) {
      await writeFile(sourceFile, `${source}\n`, { mode: 0o644 });
      const outFile = join(directory, `out-${(runs += 1)}`);
      const out: Fifo = await openFifo(outFile, onBytes);
      if (!isAlive || stopping.aborted) {
        out.close();
        return { exitCode: null, isShellAlive: isAlive };
      }
      before = new Set(processesOf(pid, readProcesses()).map(keyOf));
      const token = newToken();
      stopping.addEventListener('abort', stop, { once: true });
      const how = await new Promise<SourceEnd>((resolve) => {
        current = { token, hasBegun: false, end: resolve };
        // Twice, because an interrupt that comes late takes the first. What the source set is not to end the shell later.
        const ended = `${tell(token, '$?')}; set +e\n`;
        const last = lastCode === 0 ? '' : `(exit ${lastCode}); `;
        child.stdin.write(
          `${trap}; ${tell(token, 'begin')}; ${last}\\. '${sourceFile}' >|'${outFile}' 2>&1 </dev/null\n${ended}${ended}`,
        );
      });
      lastCode = how.exitCode ?? 0;
      stopping.removeEventListener('abort', stop);
      for (const timer of timers) clearTimeout(timer);
      timers = [];
      out.drain();
      out.release();
      if (stopping.aborted) await settle();
      current = undefined;
      return { ...how, isShellAlive: isAlive };
    },
    end,
  };
}
