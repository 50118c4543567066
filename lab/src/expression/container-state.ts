import { en, type StateWords } from '../text/en.ts';
import { zh } from '../text/zh.ts';

interface ContainerState {
  readonly running?: unknown;
  readonly waiting?: { readonly reason?: string };
  readonly terminated?: { readonly reason?: string; readonly exitCode?: number | bigint };
}

/** What the kubelet reports about one container. */
export interface ContainerStatus {
  readonly name?: string;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
  readonly restartCount?: number | bigint;
}

/** The words of `containerState` in Chinese. */
export const chinese: StateWords = zh.state;

let spoken = en.state;

/** Runs some work during which container states are in Chinese. */
export function inChinese<T>(work: () => T): T {
  spoken = chinese;
  try {
    return work();
  } finally {
    spoken = en.state;
  }
}

/** A container's state in a few words: `running`, `CrashLoopBackOff, 2 restarts, before: OOMKilled, exit code 137`. */
export function containerState({ state, lastState, restartCount = 0 }: ContainerStatus, words = spoken): string {
  const count = Number(restartCount);
  const restarts = count === 0 ? [] : [words.restarts(count)];
  const before = lastState?.terminated ? [words.before(stateName(lastState, words))] : [];
  return [stateName(state ?? {}, words), ...restarts, ...before].join(words.between);
}

function stateName({ running, waiting, terminated }: ContainerState, words: StateWords): string {
  if (running !== undefined) return words.running;
  if (terminated)
    return [terminated.reason ?? 'Terminated', words.exitCode(String(terminated.exitCode ?? '?'))].join(words.between);
  return waiting?.reason ?? words.waiting;
}
