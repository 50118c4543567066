import { appendFile, readFile } from 'node:fs/promises';
import { CourseError } from '@drydock/model';
import { execa, ExecaError } from 'execa';

export interface RunOptions {
  readonly logFile: string;
  readonly signal?: AbortSignal | undefined;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly inputFile?: string;
}

const lastLines = 12;

/**
 * Runs one command of a build with all its output in the step's log file, and returns its standard output.
 * A failure is a CourseError with the last lines of the log and the log's path.
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const pasteable = [command, ...args].map(quote).join(' ');
  await appendFile(options.logFile, `$ ${pasteable}\n`);
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
    throw await explain(error, command, pasteable, options);
  }
}

async function explain(error: unknown, command: string, pasteable: string, options: RunOptions): Promise<unknown> {
  if (options.signal?.aborted) {
    return new CourseError(
      'aborted',
      `The build stopped while \`${command}\` was running.`,
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
      `The program \`${command}\` is not installed.`,
      'Run `npm start`, which installs what is missing, or `npx drydock doctor`.',
      {
        cause: error,
      },
    );
  }
  const log = await readFile(options.logFile, 'utf8').catch(() => '');
  const tail = log.trimEnd().split('\n').slice(-lastLines).join('\n');
  return new CourseError(
    'build_failed',
    `\`${pasteable.slice(0, 300)}\` failed with exit code ${error.exitCode ?? 'none'}:\n${tail}`,
    `Read ${options.logFile}, then run the build again: it resumes at this step.`,
    {
      cause: error,
    },
  );
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
