interface ContainerState {
  readonly running?: unknown;
  readonly waiting?: { readonly reason?: string };
  readonly terminated?: { readonly reason?: string; readonly exitCode?: number | bigint };
}

/** What the kubelet says of one container. */
export interface ContainerStatus {
  readonly name?: string;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
  readonly restartCount?: number | bigint;
}

/** A container's state in a few words: `running`, `CrashLoopBackOff, 2 restarts, before: OOMKilled, exit code 137`. */
export function containerState({ state, lastState, restartCount = 0 }: ContainerStatus): string {
  const count = Number(restartCount);
  const restarts = count === 0 ? [] : [count === 1 ? '1 restart' : `${count} restarts`];
  const before = lastState?.terminated ? [`before: ${stateName(lastState)}`] : [];
  return [stateName(state ?? {}), ...restarts, ...before].join(', ');
}

function stateName({ running, waiting, terminated }: ContainerState): string {
  if (running !== undefined) return 'running';
  if (terminated) return `${terminated.reason ?? 'Terminated'}, exit code ${terminated.exitCode ?? '?'}`;
  return waiting?.reason ?? 'waiting';
}
