import { commandName, CourseError, quoteCause } from '@drydock/model';
import { quoteCommand } from './quote-command.ts';
import type { RunResult } from './run-result.ts';

/** The error of a command that ended with a code other than 0. */
export function commandFailed(
  argv: readonly string[],
  { exitCode, stdout, stderr }: RunResult,
  logFile?: string,
): CourseError {
  const said = quoteCause(stderr) ?? quoteCause(stdout) ?? 'It named no error.';
  return new CourseError(
    'command_failed',
    `\`${commandName(argv)}\` ended with code ${exitCode}: ${said}`,
    logFile === undefined
      ? 'Run `npx drydock doctor`: it tries what a sandbox needs, one thing at a time.'
      : `The whole output is in ${logFile}. Run the same command again once what it names is there.`,
    { cause: new Error(`${quoteCommand(argv)}\n${lastLines(stderr) || lastLines(stdout)}`) },
  );
}

/** The error of an operation that was cancelled. */
export function aborted(argv: readonly string[], cause: unknown): CourseError {
  return new CourseError('aborted', `\`${commandName(argv)}\` was cancelled.`, 'Start it again.', { cause });
}

/** The error of a command that took longer than it may. */
export function timedOut(argv: readonly string[], timeoutMs: number): CourseError {
  return new CourseError(
    'timeout',
    `\`${commandName(argv)}\` did not end within ${timeoutMs / 1000} s.`,
    'Check whether the machine is overloaded, then try again.',
    { cause: new Error(quoteCommand(argv)) },
  );
}

/** The error of a command that is not installed. */
export function missing(argv: readonly string[]): CourseError {
  const [file] = argv;
  const code = file === 'docker' ? 'docker_unavailable' : 'command_failed';
  return new CourseError(
    code,
    `The command ${file} is not on this machine.`,
    'Run `npx drydock doctor`: it says what is missing and how to install it.',
  );
}

/** The error of a command that wrote more than is kept. */
export function tooMuchOutput(argv: readonly string[], maxOutputBytes: number): CourseError {
  return new CourseError(
    'command_failed',
    `\`${commandName(argv)}\` wrote more than ${maxOutputBytes} bytes.`,
    'Reduce its output.',
  );
}

/** The error of a command that found no Docker daemon. */
export function dockerUnavailable(argv: readonly string[], stderr: string): CourseError {
  return new CourseError(
    'docker_unavailable',
    `\`${commandName(argv)}\` found no Docker: ${quoteCause(stderr) ?? lastLines(stderr)}`,
    'Start Docker (`npx drydock doctor` says how), then try again.',
  );
}

/** Whether the Docker client reports that it cannot reach the daemon. */
export function isDockerGone(output: string): boolean {
  return /Cannot connect to the Docker daemon|failed to connect to the docker API|permission denied while trying to connect to the Docker|error during connect:/iu.test(
    output,
  );
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-12).join('\n').slice(-2000);
}
