import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { commandName, CourseError, quoteCause } from '@drydock/model';

/** How a command is run: where its output is kept, who hears its lines, what ends it. */
export interface RunOptions {
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly input?: string | undefined;
  /** Everything the command prints is appended here; an error names this file. */
  readonly logFile?: string | undefined;
  /** Called with each line of standard output and standard error, as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Called with each line the command writes to file descriptor 3 (apt's machine-readable progress). */
  readonly onStatus?: ((line: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/** What a command left: its exit code (127 when it is not there), and its output. */
export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end and never rejects for a bad exit: the code says it, 127 when there is no such command. */
export function tryRun(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const stdio = ['pipe', 'pipe', 'pipe', ...(options.onStatus ? ['pipe' as const] : [])] as const;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: [...stdio],
      signal: options.signal,
      timeout: options.timeoutMs,
    });
    if (options.logFile) mkdirSync(dirname(options.logFile), { recursive: true });
    const log = options.logFile ? createWriteStream(options.logFile, { flags: 'a' }) : undefined;
    log?.write(`$ ${[command, ...args].join(' ')}\n`);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      const stream = child[name];
      if (!stream) continue;
      stream.setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
        log?.write(text);
      });
      const { onLine } = options;
      if (onLine) createInterface({ input: stream }).on('line', onLine);
    }
    const status = child.stdio[3];
    if (options.onStatus && status && 'setEncoding' in status) {
      createInterface({ input: status }).on('line', options.onStatus);
    }
    let failure: Error | undefined;
    child.on('error', (error) => {
      failure = error;
      if (child.pid === undefined) settle(127);
    });
    child.on('close', (code, signalName) => {
      settle(code ?? (signalName ? 130 : 1));
    });
    child.stdin?.on('error', () => undefined).end(options.input ?? '');
    function settle(code: number): void {
      log?.end();
      resolve({ code, stdout: output.stdout, stderr: output.stderr || (failure?.message ?? '') });
    }
  });
}

/** Runs a command that must succeed; a CourseError quotes the command, the cause it named, and the log. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const result = await tryRun(command, args, options);
  if (result.code === 0) return result;
  options.signal?.throwIfAborted();
  const said = quoteCause(result.stderr) ?? quoteCause(result.stdout) ?? 'It named no error.';
  throw new CourseError(
    'command_failed',
    `\`${commandName([command, ...args])}\` ended with code ${result.code}: ${said}`,
    options.logFile
      ? `The whole output is in ${options.logFile}. Run the same command again once what it names is there.`
      : 'Run the same command again once what it names is there.',
  );
}
