import type { Grader, GraderOptions } from '@drydock/grader';
import type { Lab } from '@drydock/lab';
import { type OnStep, profileShape, type Verdict } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { Logger } from 'pino';
import type { Journal } from '../journal.ts';

/** Makes a grader; the real one, or a test's. */
export type CreateGrader = (options: GraderOptions) => Grader;

/** A grader that watches a sandbox; `signal` aborts when the session closes. */
export interface OpenGrader {
  readonly grader: Grader;
  readonly sandbox: Sandbox;
  readonly signal: AbortSignal;
}

/**
 * An attempt's work on its sandbox: at most one grader watches it, and at most one run (a start, a
 * set-up, a reset) is under way.
 */
export interface GraderSession {
  /** The grader that watches now. */
  readonly opened: OpenGrader | undefined;
  /** The sandbox as soon as the student may type into it: a terminal need not wait for the first verdicts. */
  readonly sandbox: Sandbox | undefined;
  /** Whether anything was ever run or opened. */
  readonly isUsed: boolean;

  /** The student may type into a sandbox from now on; `open` follows. */
  admit(sandbox: Sandbox): void;
  /** Watches a sandbox, after applying the start state if `prepare` is given. */
  open(sandbox: Sandbox, prepare?: OnStep): Promise<OpenGrader>;
  /** Brings a sandbox the student has worked in back to the start state. */
  reset(sandbox: Sandbox, onStep: OnStep): Promise<void>;
  /** Stops watching, and forgets the sandbox. */
  letGo(): Promise<void>;

  /** Runs `work` in the background. What it throws goes to `onFail`, unless it was called off. */
  run(work: (signal: AbortSignal) => Promise<void>): void;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
  /** Calls off the run and every reading, waits for the run to end, and lets go. */
  close(): Promise<void>;
}

export function createGraderSession(options: {
  readonly journal: Journal;
  readonly lab: Lab;
  readonly createGrader: CreateGrader;
  readonly closing: AbortSignal;
  readonly log: Logger;
  readonly onVerdicts: (verdicts: readonly Verdict[], grader: Grader) => void;
  /** Told after the session let go. */
  readonly onFail: (error: unknown) => Promise<void>;
}): GraderSession {
  const { journal, lab, closing, log, onVerdicts, onFail } = options;
  let opened: (OpenGrader & AsyncDisposable) | undefined;
  let sandbox: Sandbox | undefined;
  let isUsed = false;
  let running: Promise<void> = Promise.resolve();
  let controller = new AbortController();

  async function createGrader(target: Sandbox): Promise<Grader> {
    return options.createGrader({
      lab,
      parameters: journal.attempt.parameters,
      startedAt: journal.startedAt,
      ...(journal.memory && { remembered: journal.memory }),
      onRemember: (memory) => {
        journal.remember(memory).catch((error: unknown) => log.error({ err: error }, 'not remembered'));
      },
      log,
      kubeconfig: profileShape[target.profile].hasCluster
        ? await target.kubeconfig('grader')
        : () => target.kubeconfig('grader'),
      node: (name) => target.node(name),
      workspace: async () => target.workspace(),
      registry: async () => target.registry(),
    });
  }

  async function letGo(): Promise<void> {
    const before = opened;
    opened = undefined;
    sandbox = undefined;
    await before?.[Symbol.asyncDispose]();
  }

  return {
    get opened() {
      return opened;
    },
    get sandbox() {
      return sandbox;
    },
    get isUsed() {
      return isUsed;
    },
    letGo,

    admit(target) {
      sandbox = target;
    },

    async open(target, prepare) {
      isUsed = true;
      sandbox = target;
      const stop = new AbortController();
      const signal = AbortSignal.any([controller.signal, closing, stop.signal]);
      await using cleanup = new AsyncDisposableStack();
      const grader = await createGrader(target);
      cleanup.defer(() => grader[Symbol.asyncDispose]());
      cleanup.defer(() => stop.abort());
      if (prepare) await grader.prepare({ signal, onStep: prepare });
      await grader.watch({
        signal,
        onVerdicts: (verdicts) => {
          if (!signal.aborted) onVerdicts(verdicts, grader);
        },
      });
      const owned = cleanup.move();
      opened = { grader, sandbox: target, signal, [Symbol.asyncDispose]: () => owned.disposeAsync() };
      return opened;
    },

    async reset(target, onStep) {
      sandbox = target;
      await using grader = await createGrader(target);
      await grader.reset({ signal: AbortSignal.any([controller.signal, closing]), onStep });
    },

    run(work) {
      isUsed = true;
      const signal = AbortSignal.any([controller.signal, closing]);
      running = work(signal)
        .catch(async (error: unknown) => {
          if (signal.aborted) return;
          await letGo();
          await onFail(error);
        })
        .catch((error: unknown) => log.error({ err: error }, 'the attempt could not be marked as failed'));
    },

    idle: () => running,

    async close() {
      controller.abort();
      await running;
      await letGo();
      controller = new AbortController();
    },
  };
}
