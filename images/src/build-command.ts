import { runToEnd, type Outcome, type RunOptions } from '@drydock/host';
import { commandName, CourseError, quoteCause } from '@drydock/model';

export interface BuildCommandOptions extends Pick<RunOptions, 'signal' | 'cwd' | 'env' | 'inputFile'> {
  readonly logFile: string;
}

/**
 * Runs one command of a build with all its output in the step's log file, and returns its standard output.
 * A failure is a CourseError with the cause and the log's path.
 */
export async function run(command: string, args: readonly string[], options: BuildCommandOptions): Promise<string> {
  const outcome = await runToEnd(command, args, {
    ...options,
    needsProxy: true,
    timeoutMs: 0,
    maxOutputBytes: 64 * 1024 * 1024,
  });
  if (outcome.ended !== 'itself' || outcome.exitCode !== 0) throw explain([command, ...args], outcome, options);
  return outcome.stdout.replace(/\r?\n$/, '');
}

function explain(argv: readonly string[], outcome: Outcome, { logFile, signal }: BuildCommandOptions): CourseError {
  const { ended, exitCode, stdout, stderr } = outcome;
  if (ended === 'aborted') {
    return new CourseError(
      'aborted',
      `The build stopped while \`${argv[0]}\` was running.`,
      'Run it again: finished steps are kept.',
      { cause: signal?.reason },
    );
  }
  if (ended === 'missing') {
    return new CourseError(
      'host_not_ready',
      `The program \`${argv[0]}\` is not installed.`,
      'Run `npm start`, which installs what is missing, or `npx drydock doctor`.',
    );
  }
  const how = ended === 'itself' ? `failed with exit code ${exitCode}` : `was ended (${ended})`;
  return new CourseError(
    'build_failed',
    `\`${commandName(argv)}\` ${how}:\n${quoteCause(`${stdout}\n${stderr}`) ?? 'It named no error.'}`,
    `Read ${logFile}, then run the build again: it resumes at this step.`,
  );
}
