import type { SandboxProfile, Step } from '@drydock/model';
import type { Sandbox } from '../driver.ts';
import { newSandboxId } from '../sandbox-id.ts';
import type { FleetSettings } from './options.ts';
import type { Waiter } from './queue.ts';

/** A sandbox that is being made, for a waiter or for the pool; its receiver may change until it is complete. */
export interface Creation {
  readonly id: string;
  readonly profile: SandboxProfile;
  /** By performance.now(). */
  readonly begunAt: number;
  waiter(): Waiter | undefined;
  /** From now on it is made for this waiter, who gets the steps so far at once. */
  assign(waiter: Waiter | undefined): void;
  cancel(): void;
  /** It will come to nothing, however late that shows. */
  isCancelled(): boolean;
  readonly result: Promise<Sandbox>;
}

/** Begins to make a sandbox. */
export function beginCreation({ driver, signal, lifetime }: FleetSettings, profile: SandboxProfile): Creation {
  const id = newSandboxId();
  const caller = new AbortController();
  const steps = new Map<string, Step>();
  let waiter: Waiter | undefined;
  const onStep = (step: Step): void => {
    steps.set(step.id, step);
    waiter?.onStep(step);
  };
  // One turn later, so that its receiver is assigned before the first step.
  const result = Promise.resolve().then(() =>
    driver.create({ id, profile, lifetime }, { signal: AbortSignal.any([signal, caller.signal]), onStep }),
  );
  return {
    id,
    profile,
    begunAt: performance.now(),
    waiter: () => waiter,
    assign(next) {
      waiter = next;
      for (const step of steps.values()) next?.onStep(step);
    },
    cancel: () => caller.abort(),
    isCancelled: () => caller.signal.aborted,
    result,
  };
}
