import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDockerGone } from '@drydock/host';
import { CourseError } from '@drydock/model';
import { dataFolder } from './setup/paths.ts';

/** Prints what went wrong: an expected failure as two lines (what, fix), anything else with its stack and where it is kept. */
export async function reportError(error: unknown): Promise<void> {
  const expected = asExpected(error);
  if (expected) {
    process.stderr.write(`✗ ${expected.message}\n  ${expected.fix}\n`);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const log = join(dataFolder(), 'log', 'errors.log');
  await mkdir(dirname(log), { recursive: true });
  await appendFile(log, `${new Date().toISOString()} ${process.argv.slice(2).join(' ')}\n${text}\n\n`);
  process.stderr.write(
    `✗ This is a bug in Drydock, not a problem of your machine:\n${text}\n  It is kept in ${log}.\n`,
  );
}

/** Returns the expected failure in an error: a CourseError unchanged, or the system's error of a full disk or a taken port, or that of an interrupt. */
export function asExpected(error: unknown): CourseError | undefined {
  if (error instanceof CourseError) return error;
  if (!(error instanceof Error)) return undefined;
  // A wait that Ctrl-C has ended; one that took too long has another cause.
  if (error.name === 'AbortError' && !(error.cause instanceof Error && error.cause.name === 'TimeoutError'))
    return new CourseError('aborted', 'It was interrupted.', 'Run the same command again.', { cause: error });
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || /no space left on device/i.test(error.message)) {
    return new CourseError(
      'no_disk',
      `The disk is full: ${error.message}`,
      'Free some space (`npx drydock doctor` shows where it is missing) and run the same command again: it goes on where it stopped.',
      { cause: error },
    );
  }
  if (code === 'EADDRINUSE') {
    const port = 'port' in error ? Number(error.port) : undefined;
    return new CourseError(
      'port_taken',
      `Port ${port ?? ''} is taken by another program.`,
      `Stop that program or choose another port: \`npm start -- --port ${(port ?? 8080) + 1}\`.`,
      { cause: error },
    );
  }
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
  if (isDockerGone(error.message)) {
    return new CourseError(
      'docker_unavailable',
      'The Docker daemon stopped answering.',
      'Start Docker (or run `npm start` again, which starts it) and run the same command again: it goes on where it stopped.',
      { cause: error },
    );
  }
  return undefined;
}
