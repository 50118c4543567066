/** Every size and time of cells. Bytes and milliseconds. */
export const cellLimits = {
  /** Output kept of one run: the first half and the last half; what comes between is dropped and counted. */
  outputBytes: 1024 * 1024,
  /** The source of one cell. */
  sourceBytes: 64 * 1024,
  /** What is kept of all cells of a student; beyond it the oldest outputs are forgotten. */
  keptBytes: 64 * 1024 * 1024,
  keptRuns: 1000,
  /** Manifests of which a student's own text is kept. */
  keptEdits: 500,
  /** Runs that wait in one lesson's shell. */
  waiting: 50,
  /** After SIGINT, how long a run may take to end before it is killed. */
  stopMs: 3000,
} as const;
