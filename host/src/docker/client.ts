import { run, type RunOptions } from '../process/run.ts';

/** Runs the Docker client and returns its stdout; rejects with the CourseError of `run`. */
export function docker(args: readonly string[], options?: RunOptions): Promise<string> {
  return run('docker', args, options);
}
