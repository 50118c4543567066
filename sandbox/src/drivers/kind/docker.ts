import { attempt, run, type RunOptions } from '../../run.ts';

/** Runs the Docker client; answers its stdout, or throws the CourseError of `run`. */
export function docker(args: readonly string[], options?: RunOptions): Promise<string> {
  return run('docker', args, options);
}

/** Runs a Docker command whose objects may vanish meanwhile; a refusal for that reason is taken as done. */
export async function dockerIfThere(args: readonly string[], options?: RunOptions): Promise<void> {
  const result = await attempt('docker', args, options);
  const gone = /No such (?:container|network|object)|network \S+ not found|is already in progress/iu;
  const refusals = result.stderr.split('\n').filter((line) => line.trim() && !gone.test(line));
  if (result.exitCode !== 0 && refusals.length > 0) await run('docker', args, options);
}
