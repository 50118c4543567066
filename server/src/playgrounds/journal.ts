import {
  applyPlaygroundEvent,
  type CellRun,
  nextPlaygroundState,
  type OnStep,
  type Playground,
  type PlaygroundEvent,
  type PlaygroundLifeEvent,
  type Problem,
} from '@drydock/model';
import type { Logger } from 'pino';
import type { Hold } from '../leases/hold.ts';
import { withBegin } from '../leases/start-steps.ts';
import { createSerialQueue } from '../queue/serial-queue.ts';
import type { PlaygroundStore, StoredPlayground } from './store.ts';

export type PlaygroundListener = (event: PlaygroundEvent) => void;

/**
 * One playground as it is now. What happens to it is stored, then applied, then told, always in order;
 * its state changes here and nowhere else, as the table `playgroundLife` says. Runs store themselves
 * and are told here.
 */
export interface PlaygroundJournal {
  readonly playground: Playground;
  /** Enters the next state. Rejects for an event that is impossible in this state, unless `isStill` says it came too late. */
  happen(event: PlaygroundLifeEvent, problem?: Problem | null, isStill?: (now: Playground) => boolean): Promise<void>;
  /** Enters the next state and forgets the steps of the start before. */
  clear(event: PlaygroundLifeEvent): Promise<void>;
  readonly onStep: OnStep;
  /** Steps that were cut off by a failure. */
  failSteps(): Promise<void>;
  /** Tells the times as they are now. */
  tellTimes(): Promise<void>;
  /** Tells the whole playground, after it got another sandbox. */
  tellAll(): Promise<void>;
  /** Tells what was stored elsewhere. */
  tell(event: PlaygroundEvent): void;
  /** The playground as it is now; every later event goes to the listener until `unsubscribe`. */
  subscribe(listener: PlaygroundListener): { first: PlaygroundEvent; unsubscribe: () => void };
}

export function createPlaygroundJournal(
  stored: StoredPlayground,
  hold: Hold,
  { store, runs, log }: { store: PlaygroundStore; runs: () => readonly CellRun[]; log: Logger },
): PlaygroundJournal {
  let own = stored.playground;
  const { id } = own;
  const listeners = new Set<PlaygroundListener>();
  const inOrder = createSerialQueue();

  function current(): Playground {
    const { sandbox, readyAt, expiresAt, extensionsLeft } = hold.lease;
    return { ...own, sandbox, readyAt, expiresAt, extensionsLeft };
  }

  function tell(event: PlaygroundEvent): void {
    for (const listener of listeners) listener(event);
  }

  const whole = (): PlaygroundEvent => ({
    type: 'playground',
    playground: current(),
    runs: [...runs()],
    now: new Date().toISOString(),
  });

  /** A full disk does not keep a student from seeing what is; the next start reads the host again. */
  async function keep(next: Playground): Promise<void> {
    const { state, steps: stepsJson, problem: problemJson } = next;
    await store
      .change(id, { state, stepsJson, problemJson })
      .catch((error: unknown) => log.error({ err: error }, 'a playground could not be stored'));
    own = next;
  }

  async function put(event: PlaygroundEvent): Promise<void> {
    await keep(applyPlaygroundEvent(own, event));
    tell(event);
  }

  function putStep(step: Parameters<OnStep>[0]): Promise<void> {
    return inOrder(() => put({ type: 'step', step: withBegin(step, own.steps, undefined) }));
  }

  return {
    get playground() {
      return current();
    },

    happen: (event, problem = null, isStill = () => true) =>
      inOrder(async () => {
        if (!isStill(current())) return;
        await put({ type: 'state', state: nextPlaygroundState(own.state, event), problem });
      }),

    clear: (event) =>
      inOrder(async () => {
        await keep({ ...own, state: nextPlaygroundState(own.state, event), steps: [], problem: null });
        await hold.pause();
        tell(whole());
      }),

    onStep(step) {
      putStep(step).catch((error: unknown) => log.error({ err: error }, 'a step could not be told'));
    },
    async failSteps() {
      for (const step of own.steps) if (step.state === 'running') await putStep({ ...step, state: 'failed' });
    },

    tellTimes: () =>
      inOrder(async () => {
        const { readyAt, expiresAt, extensionsLeft } = hold.lease;
        tell({ type: 'times', readyAt, expiresAt, extensionsLeft });
      }),
    tellAll: () => inOrder(async () => tell(whole())),
    tell,

    subscribe(listener) {
      listeners.add(listener);
      const leave = hold.visit();
      return {
        first: whole(),
        unsubscribe: () => {
          leave();
          listeners.delete(listener);
        },
      };
    },
  };
}
