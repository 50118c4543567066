import type { CourseError, Problem } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { Logger } from 'pino';
import { toCourseError } from '../http/problem.ts';
import type { SerialQueue } from '../queue/serial-queue.ts';
import type { Hold } from './hold.ts';
import type { Holder } from './keeper.ts';

/** How a holder is now; the events below mean the same in every life. */
interface Standing {
  readonly state: string;
  readonly problem: Problem | null;
}

/** What a holder opens in its sandbox (`Opened`), and what only it knows how to do. */
export interface AttachmentOptions<Opened> {
  readonly hold: Hold;
  /** The line in which the holder's verbs wait for each other. */
  readonly inOrder: SerialQueue;
  readonly closing: AbortSignal;
  readonly log: Logger;

  now(): Standing;
  happen(
    event: 'reached' | 'unreachable' | 'ended',
    problem?: Problem | null,
    isStill?: (now: Standing) => boolean,
  ): Promise<void>;

  opened(): Opened | undefined;
  open(sandbox: Sandbox): Opened | Promise<Opened>;
  /** Closes what is open before the sandbox is frozen. */
  rest(): Promise<void>;
  /** Closes everything: the sandbox is not the holder's any more. */
  leave(problem: Problem): Promise<void>;
  /** The sandbox is gone from the host. */
  lose(): Promise<void>;
  /** Resolves when no start or reset is under way. */
  idle(): Promise<void>;

  /** What is told while the sandbox is started again. */
  stopped(): Problem;
  /** Why it cannot be used now. */
  notReady(): CourseError;
  /** Why there is no further hour. */
  noMoreTime(): CourseError;
}

/** A holder's connection with the sandbox of its lease. */
export interface Attachment<Opened> extends Pick<Holder, 'see' | 'miss'> {
  /**
   * Attaches again to a sandbox that is as the student left it, within the holder's line. What prevents
   * it is told, and the next look tries again.
   */
  attach(): Promise<Opened>;
  /** What is open in a ready sandbox; a frozen one is thawed first, once for all who ask meanwhile. */
  ready(): Promise<Opened>;
  /** Takes up a ready sandbox after a new start of the server. */
  resume(sandbox: Sandbox | undefined, isHostKnown: boolean): Promise<void>;
  /** One more hour; rejects when the course allows no more. */
  extend(): Promise<void>;
  /** Ends the holder, within its line; the promise inside settles when the sandbox is gone. */
  end(problem: Problem): Promise<{ released: Promise<void> }>;
}

/** Creates what attempts and playgrounds have in common: they attach, look, freeze and end alike. */
export function createAttachment<Opened>(options: AttachmentOptions<Opened>): Attachment<Opened> {
  const { hold, inOrder, closing, log } = options;
  let attaching: Promise<Opened> | undefined;

  const stateNow = (): string => options.now().state;

  async function attach(): Promise<Opened> {
    // What came before this in the line may have ended it, or begun a reset.
    const state = stateNow();
    if (state !== 'ready' && state !== 'lost') throw options.notReady();
    // `ready` is told a moment before its start is over.
    await options.idle();
    const before = options.opened();
    if (before) return before;
    try {
      const sandbox = await hold.find();
      if (!sandbox) throw options.notReady();
      await hold.thaw();
      const opened = await options.open(sandbox);
      if (state === 'lost' || options.now().problem) await options.happen('reached');
      return opened;
    } catch (error) {
      if (closing.aborted) throw error;
      if (await hold.isGone()) {
        if (state === 'ready') await options.lose();
        throw options.notReady();
      }
      const problem = toCourseError(error, log);
      if (state === 'ready') await options.happen('unreachable', problem.toJSON());
      throw problem;
    }
  }

  /** One at a time, for all who ask meanwhile: a reset waits for no more than one. */
  function attachOnce(): Promise<Opened> {
    return (attaching ??= inOrder(attach).finally(() => (attaching = undefined)));
  }

  async function attachAgain(sandbox: Sandbox | undefined): Promise<void> {
    if (sandbox?.state === 'running') await attachOnce().catch(() => undefined);
  }

  /** The host was restarted under what is open: that is closed. */
  async function leaveStopped(): Promise<void> {
    // The look that saw it stopped may be too old.
    if (stateNow() !== 'ready' || !options.opened() || !(await hold.find())?.isStopped) return;
    await options.rest();
    await options.happen('unreachable', options.stopped());
  }

  /** Starts a stopped sandbox again while its student is here; else `ready` does, later. */
  async function startStopped(): Promise<void> {
    if (options.opened()) await inOrder(leaveStopped);
    if (!hold.isIdle()) await attachOnce().catch(() => undefined);
  }

  /** Takes the CPU from an idle sandbox; `ready` gives it back. */
  async function freeze(): Promise<void> {
    if (stateNow() !== 'ready' || !options.opened()) return;
    await options.rest();
    await hold.freeze();
  }

  return {
    attach,

    async ready() {
      await hold.touch();
      if (stateNow() !== 'ready') throw options.notReady();
      return options.opened() ?? attachOnce();
    },

    async resume(sandbox, isHostKnown) {
      if (sandbox?.state === 'running') await attach().catch(() => undefined);
      else if (isHostKnown && !sandbox) await options.lose();
    },

    async extend() {
      await hold.touch();
      if (stateNow() !== 'ready') throw options.notReady();
      if (!(await hold.extend())) throw options.noMoreTime();
    },

    async end(problem) {
      if (stateNow() === 'ended') return { released: Promise.resolve() };
      await options.leave(problem);
      await options.happen('ended', problem);
      return { released: hold.release() };
    },

    async see(sandbox, isIdle) {
      if (stateNow() === 'lost') {
        await attachAgain(sandbox);
      } else if (!sandbox || sandbox.state === 'broken') {
        await inOrder(async () => (stateNow() === 'ready' ? options.lose() : undefined));
      } else if (sandbox.isStopped) {
        await startStopped();
      } else if (!options.opened()) {
        await attachAgain(sandbox);
      } else if (await isIdle()) {
        await inOrder(freeze);
      } else if (options.now().problem) {
        await options.happen('reached', null, (now) => now.state === 'ready');
      }
    },

    miss: (problem) =>
      options.happen('unreachable', problem, (now) => now.state === 'ready' && now.problem?.code !== problem.code),
  };
}
