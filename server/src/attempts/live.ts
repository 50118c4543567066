import { drawParameters, type Lab } from '@drydock/lab';
import { type Attempt, type AttemptTimes, CourseError, type Problem, type RecordingMarker } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { toCourseError } from '../http/problem.ts';
import { fail as refuse } from '../text/fail.ts';
import { createGrip } from './grip.ts';
import type { Revealed } from './hints.ts';
import type { Hold } from './hold.ts';
import { createJournal } from './journal.ts';
import { createLine } from './line.ts';
import { notices, notReady } from './notices.ts';
import type { Parts } from './parts.ts';
import { createRunner } from './run.ts';
import type { StoredAttempt } from './store.ts';

/** What an extension gives, and what a reset leaves at least. */
const hourMs = 3600_000;
const timeAt = (ms: number): string => new Date(ms).toISOString();

export type LiveAttempt = ReturnType<typeof createLiveAttempt>;

/**
 * The life of one attempt: at most one run (start, set-up, reset, re-attach) at a time, which ends in `ready`, `failed` or `lost`.
 * Life-cycle calls wait for each other; a reset or an end calls off the run before it.
 */
export function createLiveAttempt(stored: StoredAttempt, lab: Lab, revealed: Revealed, parts: Parts) {
  const { store, fleet, relay, recordings, closing } = parts;
  const log = parts.log.child({ attempt: stored.attempt.id, lab: lab.id });
  const journal = createJournal(stored, store, log, (event, before) =>
    recordings.follow(journal.id, workspace(), event, before),
  );
  const grip = createGrip(journal, lab, revealed, parts, log);
  const lifecycle = createLine();
  const runner = createRunner({ closing, onFail: fail, log });

  /** Where the agent of the sandbox answers that is held now. */
  const workspace = (): string | undefined => grip.sandbox()?.agentAddress();

  async function start(signal: AbortSignal): Promise<void> {
    await parts.openFleet();
    let isStarting = false;
    const onStep: typeof journal.onStep = (step) => {
      if (!isStarting && step.id !== 'queue')
        void journal.recordState('starting').catch((error: unknown) => log.error({ err: error }));
      isStarting ||= step.id !== 'queue';
      journal.onStep(step);
    };
    const sandbox = await fleet.claim({ profile: lab.profile, owner: journal.user, signal, onStep });
    try {
      await journal.change({ sandbox: sandbox.id }, true);
    } catch (error) {
      await fleet.release(sandbox.id);
      throw error;
    }
    await setUp(sandbox, signal);
  }

  /** The start state, in a cluster nobody used. What comes after `startedAt` is the attempt's and goes with a reset. */
  async function setUp(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
    await journal.change({ startedAt: new Date().toISOString() });
    await journal.recordState('setup');
    await grip.take(sandbox, signal, journal.onStep);
    await becomeReady((now) => ({ expiresAt: timeAt(now + parts.attemptLifeMs), extensionsLeft: parts.extensions }));
  }

  /** The start state, in a cluster the student has worked in since `startedAt`. */
  async function setBack(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
    const startedAt = new Date().toISOString();
    await grip.setBack(sandbox, signal);
    await journal.change({ startedAt });
    await grip.take(sandbox, signal);
    await becomeReady((now, { expiresAt }) => ({ expiresAt: atLeastAnHour(expiresAt, now) }));
  }

  /** A cluster that no reset can bring back is given up for a new one. */
  async function setBackOrReplace(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
    try {
      await setBack(sandbox, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof CourseError) || error.code !== 'cluster_broken') throw error;
      log.warn({ err: error }, 'a reset did not bring the cluster back: it is replaced');
      const address = workspace();
      await grip.letGo();
      relay.drop(journal.id);
      await recordings.finish(journal.id, address);
      await journal.clear('queued');
      await replace(signal);
    }
  }

  /** Goes on with a start or reset that a stop of the server has cut off. */
  async function resume(sandbox: Sandbox | undefined, signal: AbortSignal): Promise<void> {
    const { state } = journal.attempt;
    // One that is queued again after a reset still names the sandbox it is to be rid of.
    const isKept = sandbox !== undefined && state !== 'queued';
    await journal.clear(isKept ? 'setup' : 'queued');
    if (!isKept) return replace(signal);
    await fleet.thaw(sandbox.id);
    return state === 'setup' ? setBackOrReplace(sandbox, signal) : setUp(sandbox, signal);
  }

  /** A new cluster in the place of the one before. */
  async function replace(signal: AbortSignal): Promise<void> {
    const old = journal.attempt.sandbox;
    if (old !== null) await fleet.release(old);
    await journal.change({ sandbox: null });
    await start(signal);
  }

  /** The student's time begins, or goes on. */
  async function becomeReady(times: (now: number, attempt: Attempt) => Partial<AttemptTimes>): Promise<void> {
    await journal.recordTimes((attempt) => {
      const now = Date.now();
      return { readyAt: timeAt(now), ...times(now, attempt) };
    });
    await journal.recordState('ready');
  }

  /** The end after a reset: as before, but never less than an hour away, or a whole life where that is shorter. */
  function atLeastAnHour(expiresAt: string | null, now: number): string {
    const least = now + Math.min(hourMs, parts.attemptLifeMs);
    return timeAt(Math.max(least, expiresAt === null ? now + parts.attemptLifeMs : Date.parse(expiresAt)));
  }

  async function fail(error: unknown): Promise<void> {
    const problem = toCourseError(error, log).toJSON();
    await grip.letGo();
    for (const step of journal.attempt.steps) {
      if (step.state === 'running') await journal.record({ type: 'step', step: { ...step, state: 'failed' } });
    }
    const { sandbox } = journal.attempt;
    const isLost = sandbox !== null && (await grip.isGone());
    await journal.recordState(isLost ? 'lost' : 'failed', isLost ? notices.lost(journal.attempt) : problem);
    if (sandbox !== null) giveUp(sandbox, isLost);
  }

  /** What a failed attempt began is of no use to it. A lost cluster may come back while nobody needs its place. */
  function giveUp(sandbox: string, isLost: boolean): void {
    if (isLost) fleet.forsake(sandbox);
    else fleet.release(sandbox).catch((error: unknown) => log.error({ err: error }, 'a sandbox was not released'));
  }

  async function leave(): Promise<void> {
    const address = workspace();
    await runner.stop();
    await grip.letGo();
    relay.drop(journal.id);
    await recordings.finish(journal.id, address);
  }

  async function lose(): Promise<void> {
    await leave();
    await journal.recordState('lost', notices.lost(journal.attempt));
    if (journal.attempt.sandbox !== null) giveUp(journal.attempt.sandbox, true);
  }

  /** Attaches again; what keeps it from that is told, and the keeper tries again, unless the cluster is gone. */
  async function reattach(): Promise<Hold> {
    await runner.idle();
    const held = grip.held();
    if (held) return held;
    // What came before this in the line may have ended the attempt, or failed.
    if (journal.attempt.state !== 'ready' && journal.attempt.state !== 'lost') throw notReady(journal.attempt);
    try {
      const regained = await grip.regain(runner.renew());
      if (journal.attempt.state !== 'ready' || journal.attempt.problem) await journal.recordState('ready');
      return regained;
    } catch (error) {
      if (closing.aborted) throw error;
      if (await grip.isGone()) {
        if (journal.attempt.state === 'ready') await lose();
        throw notReady(journal.attempt);
      }
      const problem = toCourseError(error, log);
      if (journal.attempt.state === 'ready') await journal.recordState('ready', problem.toJSON());
      throw problem;
    }
  }

  return {
    journal,
    lab,
    revealed,
    tell: grip.tell,
    workspace,
    mark: (marker: RecordingMarker) => recordings.mark(journal.id, workspace(), marker),
    isHeld: () => grip.held() !== undefined,
    /** Aborts when the run that reads belong to is called off. */
    signal: runner.signal,

    /** What is held of a ready attempt; a frozen one is thawed first, one whose cluster is gone is marked as lost. */
    async ready(): Promise<Hold> {
      await journal.touch();
      if (journal.attempt.state !== 'ready') throw notReady(journal.attempt);
      return grip.held() ?? lifecycle(reattach);
    },

    /** The sandbox of an attempt that is being set up: its terminals open before the start state is applied. */
    early: () => (journal.attempt.state === 'setup' ? grip.sandbox() : undefined),

    start: () => runner.begin(start),

    /** Finds the way back after a new start of the server; `sandboxes` is what the host has, undefined while it does not answer. */
    recover: (sandboxes: readonly Sandbox[] | undefined) =>
      lifecycle(async () => {
        const { state, sandbox: id } = journal.attempt;
        const sandbox = sandboxes?.find((each) => each.id === id && each.state !== 'broken');
        if (runner.hasBegun() || state === 'failed' || state === 'lost' || state === 'ended') return;
        if (state !== 'ready') runner.begin((signal) => resume(sandbox, signal));
        else if (sandbox?.state === 'running') await reattach().catch(() => undefined);
        else if (sandboxes && !sandbox) await lose();
      }),

    /** The start state again, with parameters drawn anew: in the same cluster when it is whole, else in a new one. */
    reset: () =>
      lifecycle(async () => {
        await journal.touch();
        if (journal.attempt.state === 'ended') throw notReady(journal.attempt);
        const held = journal.attempt.state === 'ready' ? await reattach().catch(() => undefined) : undefined;
        const address = workspace();
        await runner.stop();
        await grip.letGo();
        if (held) {
          await recordings.mark(journal.id, address, { type: 'reset' });
          await journal.clear('setup', drawParameters(lab));
          runner.begin((signal) => setBackOrReplace(held.sandbox, signal));
        } else {
          relay.drop(journal.id);
          await recordings.finish(journal.id, address);
          await journal.recordTimes(() => ({ expiresAt: null }));
          await journal.clear('queued', drawParameters(lab));
          runner.begin(replace);
        }
        return journal.attempt;
      }),

    /** One more hour, as often as the course allows. */
    async extend(): Promise<Attempt> {
      await journal.touch();
      await journal.recordTimes((attempt) => {
        const { state, expiresAt, extensionsLeft = 0 } = attempt;
        if (state !== 'ready' || expiresAt === null) throw notReady(attempt);
        if (extensionsLeft === 0) throw refuse('conflict', (text) => text.noMoreTime(parts.extensions));
        const end = Math.max(Date.now(), Date.parse(expiresAt)) + hourMs;
        return { expiresAt: timeAt(end), extensionsLeft: extensionsLeft - 1 };
      });
      return journal.attempt;
    },

    /** Ends the attempt at once and gives its sandbox back; the promise inside settles when the sandbox is gone. */
    end: (problem: Problem | null) =>
      lifecycle(async () => {
        await leave();
        const { sandbox } = journal.attempt;
        await journal.recordState('ended', problem);
        const released = sandbox === null ? Promise.resolve() : fleet.release(sandbox);
        return {
          released: released.catch((error: unknown) => log.error({ err: error }, 'a sandbox was not released')),
        };
      }),

    lose: () => lifecycle(async () => (journal.attempt.state === 'ready' ? lose() : undefined)),

    /** Tries to get hold of the sandbox again; failures are told in the attempt. */
    reattach: () => lifecycle(reattach).catch(() => undefined),

    /** Takes the CPU from an idle attempt; `ready` gives it back. */
    freeze: () =>
      lifecycle(async () => {
        const { sandbox, state } = journal.attempt;
        if (state !== 'ready' || sandbox === null || !grip.held()) return;
        // A frozen agent answers nobody.
        await recordings.collect(journal.id, workspace());
        await runner.stop();
        await grip.letGo();
        await fleet.freeze(sandbox);
      }),

    /** Stops watching and leaves everything as it is. */
    async close(): Promise<void> {
      await runner.stop();
      await grip.letGo();
    },
  };
}
