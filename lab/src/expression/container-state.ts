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

/** The words around those of the kubelet. */
interface Words {
  readonly between: string;
  readonly running: string;
  readonly waiting: string;
  readonly restarts: (count: number) => string;
  readonly before: (state: string) => string;
  readonly exitCode: (code: string) => string;
}

const english: Words = {
  between: ', ',
  running: 'running',
  waiting: 'waiting',
  restarts: (count) => (count === 1 ? '1 restart' : `${count} restarts`),
  before: (state) => `before: ${state}`,
  exitCode: (code) => `exit code ${code}`,
};

/** The words of `containerState` in Chinese. */
export const chinese: Words = {
  between: '，',
  running: '正在运行',
  waiting: '等待中',
  restarts: (count) => `已重启 ${count} 次`,
  before: (state) => `上一次：${state}`,
  exitCode: (code) => `退出码 ${code}`,
};

let spoken = english;

/** Does some work in which states are worded in Chinese. */
export function inChinese<T>(work: () => T): T {
  spoken = chinese;
  try {
    return work();
  } finally {
    spoken = english;
  }
}

/** A container's state in a few words: `running`, `CrashLoopBackOff, 2 restarts, before: OOMKilled, exit code 137`. */
export function containerState({ state, lastState, restartCount = 0 }: ContainerStatus, words = spoken): string {
  const count = Number(restartCount);
  const restarts = count === 0 ? [] : [words.restarts(count)];
  const before = lastState?.terminated ? [words.before(stateName(lastState, words))] : [];
  return [stateName(state ?? {}, words), ...restarts, ...before].join(words.between);
}

function stateName({ running, waiting, terminated }: ContainerState, words: Words): string {
  if (running !== undefined) return words.running;
  if (terminated)
    return [terminated.reason ?? 'Terminated', words.exitCode(String(terminated.exitCode ?? '?'))].join(words.between);
  return waiting?.reason ?? words.waiting;
}
