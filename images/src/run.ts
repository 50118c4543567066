import { appendFile, readFile } from 'node:fs/promises';
import { commandName, CourseError, quoteCause } from '@drydock/model';
import { execa, ExecaError } from 'execa';

export interface RunOptions {
  readonly logFile: string;
  readonly signal?: AbortSignal | undefined;
  readonly cwd?: string;
  /** Added to the environment of this process; `undefined` takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly inputFile?: string;
}

/**
 * Runs one command of a build with all its output in the step's log file, and returns its standard output.
 * A failure is a CourseError with the cause and the log's path.
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  await appendFile(options.logFile, heading([command, ...args]));
  try {
    const result = await execa(command, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
      ...(options.inputFile === undefined ? { stdin: 'ignore' as const } : { inputFile: options.inputFile }),
      stdout: ['pipe', { file: options.logFile, append: true }],
      stderr: ['pipe', { file: options.logFile, append: true }],
      maxBuffer: 64 * 1024 * 1024,
    });
    return result.stdout;
  } catch (error) {
    throw await explain(error, [command, ...args], options);
  }
}

async function explain(error: unknown, argv: readonly string[], options: RunOptions): Promise<unknown> {
  if (options.signal?.aborted) {
    return new CourseError(
      'aborted',
      `The build stopped while \`${argv[0]}\` was running.`,
      'Run it again: finished steps are kept.',
      {
        cause: error,
      },
    );
  }
  if (!(error instanceof ExecaError)) return error;
  if (error.code === 'ENOENT') {
    return new CourseError(
      'host_not_ready',
      `The program \`${argv[0]}\` is not installed.`,
      'Run `npm start`, which installs what is missing, or `npx drydock doctor`.',
      {
        cause: error,
      },
    );
  }
  const log = await readFile(options.logFile, 'utf8').catch(() => '');
  const said = log.slice(log.lastIndexOf(heading(argv)) + heading(argv).length);
  return new CourseError(
    'build_failed',
    `\`${commandName(argv)}\` failed with exit code ${error.exitCode ?? 'none'}:\n${quoteCause(said) ?? 'It named no error.'}`,
    `Read ${options.logFile}, then run the build again: it resumes at this step.`,
    {
      cause: error,
    },
  );
}

/** The line before a command's output in the log, to be pasted into a shell. */
function heading(argv: readonly string[]): string {
  return `$ ${argv.map(quote).join(' ')}\n`;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
