import { secondsSince } from '@drydock/host';
import type { OnStep, QueuePlace, SandboxProfile } from '@drydock/model';
import type { Sandbox } from '../driver.ts';
import { en } from '../text/en.ts';
import { fail } from '../text/fail.ts';
import { zh } from '../text/zh.ts';

/** One claim that waits for its sandbox. It ends once: with a sandbox, an error, or its caller going away. */
export interface Waiter {
  readonly profile: SandboxProfile;
  readonly owner: string;
  readonly onStep: OnStep;
  isOver(): boolean;
  give(sandbox: Sandbox): void;
  refuse(error: unknown): void;
  /** Reports the place in the queue to the caller. */
  tellPlace(queue: QueuePlace): void;
  /** The wait in the queue is over: what follows are the steps of its sandbox. */
  leaveQueue(): void;
}

interface WaiterOptions {
  readonly profile: SandboxProfile;
  readonly owner: string;
  readonly onStep: OnStep;
  readonly signal: AbortSignal;
  /** Called once when the caller goes away first. */
  readonly onLeave: () => void;
}

/** A waiter and the promise its caller holds. */
export function createWaiter({ profile, owner, onStep, signal, onLeave }: WaiterOptions): {
  waiter: Waiter;
  promise: Promise<Sandbox>;
} {
  const { promise, resolve, reject } = Promise.withResolvers<Sandbox>();
  const startedAt = performance.now();
  let isOver = false;
  let lastPlace: QueuePlace | undefined;

  const end = (finish: () => void): void => {
    if (isOver) return;
    isOver = true;
    signal.removeEventListener('abort', leave);
    finish();
  };
  const leave = (): void =>
    end(() => {
      reject(fail('aborted', (text) => text.claimCancelled, { cause: signal.reason }));
      onLeave();
    });
  const queueStep = { id: 'queue', title: en.queue.title, zh: { title: zh.queue.title } } as const;
  const waiter: Waiter = {
    profile,
    owner,
    onStep: (step) => {
      if (!isOver) onStep(step);
    },
    isOver: () => isOver,
    give: (sandbox) => end(() => resolve(sandbox)),
    refuse: (error) => end(() => reject(error)),
    tellPlace(queue) {
      if (isSame(queue, lastPlace)) return;
      lastPlace = queue;
      const ahead = queue.place - 1;
      waiter.onStep({
        ...queueStep,
        state: 'running',
        detail: en.queue.place(ahead, queue.seconds),
        zh: { ...queueStep.zh, detail: zh.queue.place(ahead, queue.seconds) },
        queue,
        seconds: secondsSince(startedAt),
      });
    },
    leaveQueue() {
      if (lastPlace === undefined) return;
      lastPlace = undefined;
      waiter.onStep({ ...queueStep, state: 'done', seconds: secondsSince(startedAt) });
    },
  };
  if (signal.aborted) queueMicrotask(leave);
  else signal.addEventListener('abort', leave);
  return { waiter, promise };
}

/**
 * Waiters in the order they are served: a claim comes after those of owners who have less, whatever has come first, so that one who waits for
 * many does not block another's first. `held` is how many an owner has already.
 */
export function fairOrder(waiters: readonly Waiter[], held: (owner: string) => number): Waiter[] {
  const counts = new Map<string, number>();
  const ranked = waiters.map((waiter) => {
    const rank = counts.get(waiter.owner) ?? held(waiter.owner);
    counts.set(waiter.owner, rank + 1);
    return { waiter, rank };
  });
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ waiter }) => waiter);
}

/** Whether a place is worth no new word: an estimate that moves a little is not told again. */
function isSame(queue: QueuePlace, last: QueuePlace | undefined): boolean {
  const isMoved = Math.abs((queue.seconds ?? -60) - (last?.seconds ?? -60)) >= 30;
  return queue.place === last?.place && queue.waiting === last.waiting && !isMoved;
}
