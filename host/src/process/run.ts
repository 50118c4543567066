import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { proxyVariables } from '@drydock/model';
import { execa } from 'execa';
import { quoteCommand } from './quote-command.ts';
import {
  aborted,
  commandFailed,
  dockerUnavailable,
  isDockerGone,
  missing,
  timedOut,
  tooMuchOutput,
} from './run-errors.ts';
import type { Outcome, RunResult } from './run-result.ts';

/** How to run a command. */
export interface RunOptions {
  /** Ends the command: SIGTERM, and SIGKILL two seconds later. */
  readonly signal?: AbortSignal | undefined;
  /** Default 60 000; 0 sets no limit. */
  readonly timeoutMs?: number | undefined;
  readonly cwd?: string | undefined;
  /** Added to the environment of this process; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The command goes out to the internet, so it gets the proxy of the host. */
  readonly needsProxy?: boolean;
  /** Text for its standard input, which is empty otherwise. */
  readonly input?: string | undefined;
  /** A file to read its standard input from. */
  readonly inputFile?: string | undefined;
  /** Everything the command prints is appended to this file. */
  readonly logFile?: string | undefined;
  /** Gets each line of stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** Gets each line the command writes to file descriptor 3. */
  readonly onStatus?: (line: string) => void;
  /** Gets the process group the command leads, so that the caller can wait for children it leaves. */
  readonly onGroup?: (group: number) => void;
  /** Default 8 MiB; a command that writes more is ended. */
  readonly maxOutputBytes?: number;
}

/** A local command gets no proxy: it would ask it for names that only a sandbox knows, and Docker would hand it on. */
const withoutProxy = Object.fromEntries(proxyVariables.map((name) => [name, undefined]));

const defaultTimeoutMs = 60_000;
const defaultMaxOutputBytes = 8 * 1024 * 1024;

/** Runs a command and returns its stdout; rejects with a CourseError that quotes the cause when it fails. */
export async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const result = await tryRun(file, args, options);
  if (result.exitCode !== 0) throw commandFailed([file, ...args], result, options.logFile);
  return result.stdout;
}

/** Like `run`, but any exit code is a result; rejects when the command cannot run, Docker is gone, time is up or the signal fired. */
export async function tryRun(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const argv = [file, ...args];
  const { signal, timeoutMs = defaultTimeoutMs, maxOutputBytes = defaultMaxOutputBytes } = options;
  const { ended, ...result } = await runToEnd(file, args, options);
  if (ended === 'aborted') throw aborted(argv, signal?.reason);
  if (ended === 'late') throw timedOut(argv, timeoutMs);
  if (result.exitCode !== 0 && isDockerGone(result.stderr)) throw dockerUnavailable(argv, result.stderr);
  if (ended === 'missing') throw missing(argv);
  if (ended === 'too much output') throw tooMuchOutput(argv, maxOutputBytes);
  if (ended === 'killed') throw commandFailed(argv, result, options.logFile);
  return result;
}

/** Like `tryRun`, but never rejects: `ended` has what happened, and a command that had no exit code of its own has -1, or 127 when it is missing. */
export async function runToEnd(file: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { signal, timeoutMs = defaultTimeoutMs, onGroup, onLine, onStatus, logFile } = options;
  if (signal?.aborted) return { exitCode: -1, stdout: '', stderr: '', ended: 'aborted' };
  if (logFile !== undefined) {
    await mkdir(dirname(logFile), { recursive: true });
    await appendFile(logFile, `$ ${quoteCommand([file, ...args])}\n`);
  }
  const output = logFile === undefined ? 'pipe' : (['pipe', { file: logFile, append: true }] as const);
  const subprocess = execa(file, args, {
    reject: false,
    stripFinalNewline: false,
    timeout: timeoutMs,
    maxBuffer: options.maxOutputBytes ?? defaultMaxOutputBytes,
    forceKillAfterDelay: 2000,
    detached: onGroup !== undefined,
    env: { ...(options.needsProxy ? {} : withoutProxy), ...options.env },
    stdio: ['pipe', output, output, ...(onStatus ? (['pipe'] as const) : [])],
    ...(options.inputFile === undefined ? { input: options.input ?? '' } : { inputFile: options.inputFile }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(signal && { cancelSignal: signal }),
  });
  if (subprocess.pid !== undefined) onGroup?.(subprocess.pid);
  if (onLine) forEachLine(subprocess.stderr, onLine);
  if (onStatus) forEachLine(subprocess.stdio[3], onStatus);
  const result = await subprocess;
  const kept = { stdout: String(result.stdout), stderr: String(result.stderr) };
  if (result.isCanceled) return { exitCode: -1, ...kept, ended: 'aborted' };
  if (result.timedOut) return { exitCode: -1, ...kept, ended: 'late' };
  if (result.code === 'ENOENT') return { exitCode: 127, ...kept, ended: 'missing' };
  if (result.isMaxBuffer) return { exitCode: result.exitCode ?? -1, ...kept, ended: 'too much output' };
  if (result.exitCode === undefined) {
    const stderr = `${kept.stderr}\nended by ${result.signal ?? result.shortMessage}`;
    return { exitCode: -1, stdout: kept.stdout, stderr, ended: 'killed' };
  }
  return { exitCode: result.exitCode, ...kept, ended: 'itself' };
}

function forEachLine(stream: unknown, onLine: (line: string) => void): void {
  if (stream instanceof Readable) createInterface({ input: stream }).on('line', onLine);
}
