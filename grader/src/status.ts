/** What the kubelet says of one container. */
export interface ContainerStatus {
  readonly name?: string;
  readonly state?: {
    readonly running?: unknown;
    readonly waiting?: { readonly reason?: string };
    readonly terminated?: { readonly reason?: string; readonly exitCode?: number | bigint };
  };
  readonly restartCount?: number | bigint;
}

/** A container's state in a few words: `running`, `CrashLoopBackOff`, `OOMKilled, exit code 137`, with its restarts. */
export function containerState({ state, restartCount = 0 }: ContainerStatus): string {
  const { running, waiting, terminated } = state ?? {};
  const now =
    running !== undefined
      ? 'running'
      : terminated
        ? `${terminated.reason ?? 'Terminated'}, exit code ${terminated.exitCode ?? '?'}`
        : (waiting?.reason ?? 'waiting');
  return Number(restartCount) > 0 ? `${now}, ${restartCount} restarts` : now;
}
