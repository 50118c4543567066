/** What a command left behind. */
export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The end of a command: its own exit, or what kept it from running or ended it early. */
export interface Outcome extends RunResult {
  readonly ended: 'itself' | 'missing' | 'aborted' | 'late' | 'too much output' | 'killed';
}
