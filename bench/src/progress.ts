/** Shows the work of a benchmark as titled steps; the command line draws them. */
export interface Progress {
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
}
