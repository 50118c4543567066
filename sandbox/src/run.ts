import { commandName, CourseError, proxyVariables, quoteCause } from '@drydock/model';
import { execa } from 'execa';
import type { ExecResult } from './driver.ts';

/** How to run a subprocess: `signal` ends it, `timeoutMs` (default 60 000) too; `onLine` gets each line of stderr as it comes. */
export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly input?: string | undefined;
  readonly env?: Record<string, string>;
  readonly onLine?: (line: string) => void;
  /** Gets the process group the command leads, so that the caller can wait for children it leaves. */
  readonly onGroup?: (group: number) => void;
}

/** No command of ours leaves this machine, so none gets the host's proxy: it would be asked for names that only a sandbox knows, and Docker would hand it on. */
const withoutProxy = Object.fromEntries(proxyVariables.map((name) => [name, undefined]));

const maxOutputBytes = 8 * 1024 * 1024;

/** Runs a command and returns its stdout; every failure is a CourseError that quotes the cause, with the pasteable command and its last words as its `cause`. */
export async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const result = await attempt(file, args, options);
  if (result.exitCode !== 0) throw commandFailed([file, ...args], result);
  return result.stdout;
}

/** Like `run`, but an exit code is a result; rejects when the command cannot run at all, Docker is gone, time is up or the signal fired. */
export async function attempt(file: string, args: readonly string[], options: RunOptions = {}): Promise<ExecResult> {
  const argv = [file, ...args];
  const { signal, input = '', timeoutMs = 60_000, onGroup, onLine } = options;
  if (signal?.aborted) throw aborted(argv, signal.reason);
  const subprocess = execa(file, args, {
    reject: false,
    stripFinalNewline: false,
    timeout: timeoutMs,
    maxBuffer: maxOutputBytes,
    input,
    forceKillAfterDelay: 2000,
    detached: onGroup !== undefined,
    ...(signal && { cancelSignal: signal }),
    env: { ...withoutProxy, ...options.env },
    ...(onLine && { stderr: ['pipe', forEachLine(onLine)] as const }),
  });
  if (subprocess.pid !== undefined) onGroup?.(subprocess.pid);
  const result = await subprocess;
  const output = { exitCode: result.exitCode ?? -1, stdout: String(result.stdout), stderr: String(result.stderr) };
  if (result.isCanceled) throw aborted(argv, signal?.reason);
  if (result.timedOut) throw timedOut(argv, timeoutMs);
  if (output.exitCode !== 0 && isDockerGone(output.stderr)) throw dockerUnavailable(argv, output.stderr);
  if (result.code === 'ENOENT') throw missing(argv);
  if (result.isMaxBuffer) {
    throw new CourseError(
      'command_failed',
      `\`${commandName(argv)}\` wrote more than ${maxOutputBytes} bytes.`,
      'Let it write less.',
    );
  }
  if (result.exitCode === undefined) {
    throw commandFailed(argv, {
      ...output,
      stderr: `${output.stderr}\nended by ${result.signal ?? result.shortMessage}`,
    });
  }
  return output;
}

/** The error of a command that ended with a code other than 0. */
export function commandFailed(argv: readonly string[], { exitCode, stdout, stderr }: ExecResult): CourseError {
  const said = quoteCause(stderr) ?? quoteCause(stdout) ?? 'It named no error.';
  return new CourseError(
    'command_failed',
    `\`${commandName(argv)}\` ended with code ${exitCode}: ${said}`,
    'Run `npx drydock doctor`: it tries what a sandbox needs, one thing at a time.',
    { cause: new Error(`${paste(argv)}\n${lastLines(stderr) || lastLines(stdout)}`) },
  );
}

/** The error of an operation that was called off. */
export function aborted(argv: readonly string[], cause: unknown): CourseError {
  return new CourseError('aborted', `\`${commandName(argv)}\` was called off.`, 'Start it again.', { cause });
}

/** The error of a command that Docker itself refused: `Error response from daemon` with a sentence; undefined when it is not one. */
export function daemonRefusal(argv: readonly string[], result: ExecResult): CourseError | undefined {
  const refused = /^(?:docker: )?Error response from daemon:|^OCI runtime exec failed:/mu.test(result.stderr);
  return refused && result.exitCode !== 0 ? commandFailed(argv, result) : undefined;
}

/** The command as one can paste it into a shell. */
export function paste(argv: readonly string[]): string {
  return argv.map((word) => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

function timedOut(argv: readonly string[], timeoutMs: number): CourseError {
  return new CourseError(
    'timeout',
    `\`${commandName(argv)}\` did not end within ${timeoutMs / 1000} s.`,
    'See whether the machine is overloaded, then try again.',
    { cause: new Error(paste(argv)) },
  );
}

function missing(argv: readonly string[]): CourseError {
  const [file] = argv;
  const code = file === 'docker' ? 'docker_unavailable' : 'command_failed';
  return new CourseError(
    code,
    `The command ${file} is not on this machine.`,
    'Run `npx drydock doctor`: it says what is missing and how to install it.',
  );
}

function dockerUnavailable(argv: readonly string[], stderr: string): CourseError {
  return new CourseError(
    'docker_unavailable',
    `\`${commandName(argv)}\` found no Docker: ${quoteCause(stderr) ?? lastLines(stderr)}`,
    'Start Docker (`npx drydock doctor` says how), then try again.',
  );
}

function isDockerGone(stderr: string): boolean {
  return /Cannot connect to the Docker daemon|failed to connect to the docker API|permission denied while trying to connect to the Docker|error during connect:/iu.test(
    stderr,
  );
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-12).join('\n').slice(-2000);
}

function forEachLine(onLine: (line: string) => void) {
  return function* lines(line: unknown) {
    onLine(String(line));
    yield line;
  };
}
