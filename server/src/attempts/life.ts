import type { Grader } from '@drydock/grader';
import type { Dial } from '@drydock/host';
import { drawAgain, drawParameters, type Lab } from '@drydock/lab';
import type { Attempt, AttemptState, Problem, RecordingMarker, Verdict } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { toCourseError } from '../http/problem.ts';
import { createAttachment } from '../leases/attachment.ts';
import { heldIn } from '../leases/held.ts';
import type { Holder } from '../leases/keeper.ts';
import { createSerialQueue } from '../queue/serial-queue.ts';
import { fail as refuse } from '../text/fail.ts';
import { createBringUp } from './bring-up.ts';
import type { Deps } from './deps.ts';
import { createGraderSession, type OpenGrader } from './grading/grader-session.ts';
import type { Revealed } from './grading/hints.ts';
import { createJournal, type Journal } from './journal.ts';
import { notices, notReady } from './notices.ts';
import type { StoredAttempt } from './store.ts';
import { createTellVerdicts, type TellVerdicts } from './grading/verdicts.ts';

/**
 * The life of one attempt, as drawn in server/README.md. At most one run (start, set-up, reset) at a
 * time, which ends in `ready`, `failed` or `lost`. The verbs wait for each other; a reset or an end
 * calls off the run before it.
 */
export interface Life extends Holder {
  readonly state: AttemptState;
  readonly journal: Journal;
  readonly lab: Lab;
  readonly revealed: Revealed;

  start(): void;
  /** Goes on after a new start of the server; `sandboxes` is what the host has, undefined while it does not answer. */
  recover(sandboxes: readonly Sandbox[] | undefined): Promise<void>;
  /** Returns the grader of a ready attempt; a frozen cluster is thawed first, an attempt whose cluster is gone becomes lost. */
  ready(): Promise<OpenGrader>;
  /** The start state again, with parameters drawn again: in the same cluster when it is whole, else in a new one. */
  reset(): Promise<Attempt>;
  /** One more hour, as often as the course allows. */
  extend(): Promise<Attempt>;
  /** Ends the attempt at once and gives its sandbox back; the promise inside settles when the sandbox is gone. */
  end(problem: Problem): Promise<{ released: Promise<void> }>;

  /** The sandbox of an attempt that is being set up: its terminals open before the start state is applied. */
  early(): Sandbox | undefined;
  /** The agent of the sandbox, while there is one. */
  workspace(): Dial | undefined;
  readonly tell: TellVerdicts;
  mark(marker: RecordingMarker): Promise<void>;
  /** Stops watching and leaves everything as it is. */
  close(): Promise<void>;
}

export function createLife(stored: StoredAttempt, lab: Lab, revealed: Revealed, deps: Deps): Life {
  const { store, leases, relay, recordings, closing, createGrader } = deps;
  const log = deps.log.child({ attempt: stored.attempt.id, lab: lab.id });
  const hold = leases.take(stored.lease, heldIn(stored.attempt.state, stored.lease.sandbox), () =>
    journal.recordTimes(),
  );
  const journal: Journal = createJournal(stored, hold, store, log, (event, before) =>
    recordings.follow(journal.id, workspace(), event, before),
  );
  const tell = createTellVerdicts(journal, lab, revealed, { reached: store.reached, log });
  const session = createGraderSession({ journal, lab, createGrader, closing, log, onVerdicts, onFail: fail });
  const bringUp = createBringUp({ journal, hold, session, lab, deps, log });
  const inOrder = createSerialQueue();

  const workspace = (): Dial | undefined => session.sandbox?.agent();

  function onVerdicts(verdicts: readonly Verdict[], grader: Grader): void {
    tell(verdicts, grader).catch((error: unknown) => log.error({ err: error }, 'verdicts could not be told'));
  }

  /** A run went wrong: the attempt failed, or is lost if its cluster is. */
  async function fail(error: unknown): Promise<void> {
    const problem = toCourseError(error, log).toJSON();
    for (const step of journal.attempt.steps) {
      if (step.state === 'running') await journal.record({ type: 'step', step: { ...step, state: 'failed' } });
    }
    if (hold.held !== 'none' && (await hold.isGone())) return becomeLost();
    await journal.happen('failed', problem);
    void hold.release();
  }

  async function becomeLost(): Promise<void> {
    await journal.happen('gone', notices.lost(journal.attempt));
    hold.lose();
  }

  async function leave(): Promise<void> {
    const agent = workspace();
    await session.close();
    relay.drop(journal.id);
    await recordings.finish(journal.id, agent);
  }

  async function lose(): Promise<void> {
    await leave();
    await becomeLost();
  }

  const attachment = createAttachment<OpenGrader>({
    hold,
    inOrder,
    closing,
    log,
    now: () => journal.attempt,
    happen: (...what) => journal.happen(...what),
    opened: () => session.opened,
    open: (sandbox) => session.open(sandbox),
    async rest() {
      // A frozen agent does not answer.
      await recordings.collect(journal.id, workspace());
      await session.close();
    },
    leave,
    lose,
    idle: () => session.idle(),
    stopped: notices.stopped,
    notReady: () => notReady(journal.attempt),
    noMoreTime: () => refuse('conflict', (text) => text.noMoreTime(leases.extensions)),
  });

  return {
    journal,
    hold,
    get state() {
      return journal.attempt.state;
    },
    lab,
    revealed,
    tell,
    workspace,
    mark: (marker) => recordings.mark(journal.id, workspace(), marker),
    early: () => (journal.attempt.state === 'setup' ? session.sandbox : undefined),

    start: () => session.run(bringUp.start),

    recover: (sandboxes) =>
      inOrder(async () => {
        const { state, sandbox: id } = journal.attempt;
        const sandbox = sandboxes?.find((each) => each.id === id && each.state !== 'broken');
        if (session.isUsed || state === 'failed' || state === 'lost' || state === 'ended') return;
        if (state !== 'ready') session.run((signal) => bringUp.resume(sandbox, signal));
        else await attachment.resume(sandbox, sandboxes !== undefined);
      }),

    reset: () =>
      inOrder(async () => {
        await hold.touch();
        if (journal.attempt.state === 'ended') throw notReady(journal.attempt);
        const opened = journal.attempt.state === 'ready' ? await attachment.attach().catch(() => undefined) : undefined;
        const agent = workspace();
        await session.close();
        if (opened) {
          await recordings.mark(journal.id, agent, { type: 'reset' });
          await journal.clear('reset', drawAgain(lab, journal.attempt.parameters));
          session.run((signal) => bringUp.setBack(opened.sandbox, signal));
        } else {
          relay.drop(journal.id);
          await recordings.finish(journal.id, agent);
          await hold.stop();
          await journal.clear('replaced', drawParameters(lab));
          session.run(bringUp.replace);
        }
        return journal.attempt;
      }),

    ready: () => attachment.ready(),
    see: (sandbox, isIdle) => attachment.see(sandbox, isIdle),
    miss: (problem) => attachment.miss(problem),
    end: (problem) => inOrder(() => attachment.end(problem)),

    async extend() {
      await attachment.extend();
      return journal.attempt;
    },

    close: () => session.close(),
  };
}
