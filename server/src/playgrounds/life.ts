import type { Playground, Problem } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { createRuns, type Runs } from '../cells/runs.ts';
import type { StoredRun } from '../cells/store.ts';
import { toCourseError } from '../http/problem.ts';
import { createAttachment } from '../leases/attachment.ts';
import { heldIn } from '../leases/held.ts';
import type { Holder } from '../leases/keeper.ts';
import { stepsOfStart } from '../leases/start-steps.ts';
import { createSerialQueue } from '../queue/serial-queue.ts';
import { fail as refuse } from '../text/fail.ts';
import type { PlaygroundDeps } from './deps.ts';
import { createPlaygroundJournal, type PlaygroundJournal } from './journal.ts';
import { playgroundNotices, playgroundNotReady } from './notices.ts';
import { createPlaygroundRegistry } from './registry.ts';
import type { StoredPlayground } from './store.ts';

/**
 * The life of one playground, as drawn in server/README.md. At most one start at a time, which ends in
 * `ready` or `failed`. The verbs wait for each other; a reset or an end calls off the start before it.
 */
export interface PlaygroundLife extends Holder {
  readonly user: string;
  readonly journal: PlaygroundJournal;
  readonly runs: Runs;

  start(): void;
  /** Goes on after a new start of the server; `sandboxes` is what the host has, undefined while it does not answer. */
  recover(sandboxes: readonly Sandbox[] | undefined): Promise<void>;
  /** The sandbox of a ready playground, thawed; one whose cluster is gone becomes lost. */
  ready(): Promise<Sandbox>;
  /** A clean cluster in the place of this one. */
  reset(): Promise<Playground>;
  /** One more hour, as often as the course allows. */
  extend(): Promise<Playground>;
  /** Ends the playground at once; the promise inside settles when the sandbox is gone. */
  end(problem: Problem, isStill?: () => boolean): Promise<{ released: Promise<void> } | undefined>;
  /** Stops following and leaves everything as it is. */
  close(): Promise<void>;
}

export function createPlaygroundLife(
  stored: StoredPlayground,
  storedRuns: readonly StoredRun[],
  deps: PlaygroundDeps,
): PlaygroundLife {
  const { store, leases, relay, link, closing } = deps;
  const { id, profile } = stored.playground;
  const { user } = stored;
  const log = deps.log.child({ playground: id });
  const hold = leases.take(stored.lease, heldIn(stored.playground.state, stored.lease.sandbox), () =>
    journal.tellTimes(),
  );
  const journal: PlaygroundJournal = createPlaygroundJournal(stored, hold, { store, runs: () => runs.active(), log });
  const registry = createPlaygroundRegistry(stored, () => opened, deps);
  const runs = createRuns(
    { user, playground: id, stored: storedRuns },
    { store: deps.cells, link, tell: (event) => journal.tell(event), sourceOf: registry.sourceOf, log },
  );
  const inOrder = createSerialQueue();
  let opened: Sandbox | undefined;
  let isUsed = false;
  let starting = Promise.resolve();
  let controller = new AbortController();

  const stateNow = (): Playground['state'] => journal.playground.state;

  function open(sandbox: Sandbox): Sandbox {
    opened = sandbox;
    runs.attach(sandbox.agent());
    return sandbox;
  }

  /** Runs a start in the background. */
  function run(work: (signal: AbortSignal) => Promise<void>): void {
    isUsed = true;
    const signal = AbortSignal.any([controller.signal, closing]);
    starting = work(signal)
      .catch((error: unknown) => (signal.aborted ? undefined : fail(error)))
      .catch((error: unknown) => log.error({ err: error }, 'the playground could not be marked as failed'));
  }

  async function callOff(): Promise<void> {
    controller.abort();
    await starting;
    controller = new AbortController();
  }

  async function fail(error: unknown): Promise<void> {
    const problem = toCourseError(error, log).toJSON();
    await journal.failSteps();
    await runs.drop(problem);
    await journal.happen('failed', problem);
    void hold.release();
  }

  async function start(signal: AbortSignal): Promise<void> {
    const onBegin = (): void => {
      journal.happen('begun').catch((error: unknown) => log.error({ err: error }, 'the start could not be told'));
    };
    const sandbox = await hold.claim({ profile, signal, onStep: stepsOfStart(journal.onStep, onBegin) });
    await journal.tellAll();
    await becomeReady(sandbox, signal);
  }

  async function becomeReady(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
    await hold.begin();
    signal.throwIfAborted();
    await journal.happen('prepared');
    open(sandbox);
  }

  async function replace(signal: AbortSignal): Promise<void> {
    await hold.giveBack();
    await start(signal);
  }

  /** Goes on with a start that a stop of the server has cut off. */
  async function resume(sandbox: Sandbox | undefined, signal: AbortSignal): Promise<void> {
    if (sandbox && stateNow() === 'starting') {
      await hold.thaw();
      return becomeReady(sandbox, signal);
    }
    await journal.clear('replaced');
    return replace(signal);
  }

  /** Lets go of the sandbox, which its runs lose. */
  async function leave(problem: Problem): Promise<void> {
    await callOff();
    opened = undefined;
    relay.drop(id);
    await runs.drop(problem);
  }

  async function lose(): Promise<void> {
    const problem = playgroundNotices.lost(hold.lease.sandbox);
    await leave(problem);
    await journal.happen('gone', problem);
    hold.lose();
  }

  const attachment = createAttachment<Sandbox>({
    hold,
    inOrder,
    closing,
    log,
    now: () => journal.playground,
    happen: (...what) => journal.happen(...what),
    opened: () => opened,
    open,
    async rest() {
      opened = undefined;
      await runs.detach();
    },
    leave,
    lose,
    idle: () => starting,
    stopped: playgroundNotices.stopped,
    notReady: () => playgroundNotReady(journal.playground),
    noMoreTime: () => refuse('conflict', (text) => text.noMorePlaygroundTime(leases.extensions)),
  });

  return {
    user,
    hold,
    journal,
    runs,
    get state() {
      return stateNow();
    },

    start: () => run(start),

    recover: (sandboxes) =>
      inOrder(async () => {
        const sandbox = sandboxes?.find((each) => each.id === hold.lease.sandbox && each.state !== 'broken');
        const state = stateNow();
        // The student may have reset it before the host answered.
        if (isUsed) return;
        if (state === 'queued' || state === 'starting') run((signal) => resume(sandbox, signal));
        else if (state === 'ready') await attachment.resume(sandbox, sandboxes !== undefined);
      }),

    reset: () =>
      inOrder(async () => {
        await hold.touch();
        if (stateNow() === 'ended') throw playgroundNotReady(journal.playground);
        await leave(playgroundNotices.reset());
        await hold.stop();
        await journal.clear('replaced');
        run(replace);
        return journal.playground;
      }),

    ready: () => attachment.ready(),
    see: (sandbox, isIdle) => attachment.see(sandbox, isIdle),
    miss: (problem) => attachment.miss(problem),
    end: (problem, isStill = () => true) => inOrder(async () => (isStill() ? attachment.end(problem) : undefined)),

    async extend() {
      await attachment.extend();
      return journal.playground;
    },

    async close() {
      controller.abort();
      await starting;
      await runs.detach();
    },
  };
}
