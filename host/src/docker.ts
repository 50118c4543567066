import type { CourseError } from '@drydock/model';
import { commandFailed } from './run-errors.ts';
import { run, tryRun, type RunOptions } from './run.ts';
import type { RunResult } from './run-result.ts';

/** Runs the Docker client and returns its stdout; rejects with the CourseError of `run`. */
export function docker(args: readonly string[], options?: RunOptions): Promise<string> {
  return run('docker', args, options);
}

/** Runs a Docker command whose objects may vanish meanwhile; a refusal for that reason counts as done. */
export async function dockerIfThere(args: readonly string[], options?: RunOptions): Promise<void> {
  const result = await tryRun('docker', args, options);
  const gone = /No such (?:container|network|object|image)|network \S+ not found|is already in progress/iu;
  const refusals = result.stderr.split('\n').filter((line) => line.trim() && !gone.test(line));
  if (result.exitCode !== 0 && refusals.length > 0) await run('docker', args, options);
}

/** Returns the error of a command that Docker itself refused, rather than the command in the container that failed. */
export function daemonRefusal(argv: readonly string[], result: RunResult): CourseError | undefined {
  const refused = /^(?:docker: )?Error response from daemon:|^OCI runtime exec failed:/mu.test(result.stderr);
  return refused && result.exitCode !== 0 ? commandFailed(argv, result) : undefined;
}
