import {
  type Cluster,
  type ClusterFacts,
  learnCluster,
  type Objects,
  openCluster,
  openLaterCluster,
  openObjects,
} from '@drydock/cluster';
import { fillCheck, type Lab } from '@drydock/lab';
import { CourseError, type OnStep, type Verdict } from '@drydock/model';
import type { Evidence } from './submission/evidence.ts';
import { submitChecks } from './submission/submit.ts';
import { type Facts, kubeletSyncMs } from './verdict/judge.ts';
import { type GraderMemory, createMemories } from './memory/memory.ts';
import { watchChecks } from './watch/live.ts';
import { noWorkspace, type OpenNode, type OpenWorkspace } from './node.ts';
import { type OpenRegistry, noRegistry } from './registry/registry.ts';
import type { Judged, OnJudged } from './watch/round.ts';
import { roundPauseMs, settle } from './watch/settle.ts';
import { marksGone } from './probe/node.ts';
import { pointsOf } from './verdict/score.ts';
import type { GraderLog } from './log.ts';
import { createStartState } from './reset/start-state.ts';
import type { View } from './reading/view.ts';

export interface GraderOptions {
  readonly lab: Lab;
  /** Of a cluster that the student has yet to make: how to ask for it. */
  readonly kubeconfig: string | (() => Promise<string>);
  /** What relative paths of the kubeconfig are relative to. */
  readonly directory?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The start of the attempt: ISO 8601, or a Date. */
  readonly startedAt: string | Date;
  readonly node: OpenNode;
  /** The workspace, for labs whose set-up writes files there. */
  readonly workspace?: OpenWorkspace;
  /** The sandbox's private registry, for labs that have one. */
  readonly registry?: OpenRegistry;
  readonly log: GraderLog;
  /** The time between the two readings of a submission (ms): the kubelet overwrites a forged status within it. */
  readonly recheckMs?: number;
  /** What an earlier grader of the same attempt remembered: conditions that were once true, what acts have shown, what the setup made. */
  readonly remembered?: GraderMemory;
  /** Told each time there is more to remember; `remembered` of the next grader of this attempt. */
  readonly onRemember?: (memory: GraderMemory) => void;
  /** Told of all that is judged: what a proof records. */
  readonly onJudged?: OnJudged;
}

/** Grades one attempt at one lab on one cluster, with the grader's own credentials. */
export interface Grader extends AsyncDisposable {
  prepare(options: { signal: AbortSignal; onStep: OnStep }): Promise<void>;
  watch(options: { signal: AbortSignal; onVerdicts: (verdicts: readonly Verdict[]) => void }): Promise<void>;
  /** `isEnough` ends the waiting for checks that may still come. */
  check(options: {
    signal: AbortSignal;
    isEnough?: (verdicts: readonly Verdict[]) => boolean;
  }): Promise<readonly Verdict[]>;
  submit(options: { signal: AbortSignal }): Promise<{ verdicts: readonly Verdict[]; evidence: Evidence }>;
  reset(options: { signal: AbortSignal; onStep: OnStep }): Promise<void>;
  points(verdicts: readonly Verdict[]): number;
}

const learnAgainMs = 30_000;

/** Makes a grader; nothing is read before it is asked. */
export function createGrader({
  lab,
  kubeconfig,
  directory,
  parameters,
  startedAt,
  node,
  workspace = noWorkspace,
  registry = noRegistry,
  log,
  recheckMs = kubeletSyncMs,
  remembered,
  onRemember,
  onJudged,
}: GraderOptions): Grader {
  const start = new Date(startedAt);
  const checks = lab.tasks.flatMap((task) => task.checks).map((check) => fillCheck(check, parameters));
  const ended = new AbortController();
  const memories = createMemories(checks, start, remembered, onRemember);
  const memoryOf = memories.of;
  let opened: Promise<{ cluster: Cluster; objects: Objects }> | undefined;
  let learntAt = 0;
  let known: ClusterFacts = { serverVersion: '', lacking: new Set() };

  const openAny = async (): Promise<Cluster> =>
    typeof kubeconfig === 'string' ? openCluster(kubeconfig, directory) : openLaterCluster(kubeconfig);

  async function open(): Promise<{ cluster: Cluster; objects: Objects }> {
    opened ??= openAny().then((cluster) => ({ cluster, objects: openObjects(cluster) }));
    return opened;
  }

  async function learnOrWarn(signal: AbortSignal): Promise<void> {
    if (Date.now() - learntAt < learnAgainMs) return;
    const { cluster } = await open();
    try {
      known = await learnCluster(
        cluster,
        checks.flatMap((check) => check.needs),
        signal,
      );
      learntAt = Date.now();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CourseError && error.code === 'no_cluster'))
        log.warn({ err: error }, 'the version of the cluster could not be read');
    }
  }

  const facts = (): Facts => ({
    parameters,
    startedAt: start,
    now: new Date(),
    statusSettlesMs: recheckMs,
    made: memories.made,
    ...known,
  });

  async function base(): Promise<Omit<View, 'get' | 'list' | 'once' | 'signal'>> {
    const { events: seen, requests, made } = memories;
    return {
      ...(await open()),
      node,
      registry,
      code: lab.code,
      parameters,
      startedAt: start,
      seen,
      requests,
      isFromStart: made !== undefined,
      ...(lab.images && { images: lab.images }),
    };
  }

  async function judgeAll(
    signal: AbortSignal,
    isEnough?: (verdicts: readonly Verdict[]) => boolean,
  ): Promise<readonly Judged[]> {
    await learnOrWarn(signal);
    const judged = await settle({
      checks,
      base: await base(),
      facts,
      memoryOf,
      signal,
      onJudged,
      ...(isEnough && { isEnough }),
    });
    memories.tell();
    return judged;
  }

  /** Two readings need no pause when the watch has seen everything hold for as long already. */
  function pauseBeforeRecheck(first: readonly Judged[]): number {
    const now = Date.now();
    const heldMs = Math.min(
      ...first
        .filter(({ verdict }) => verdict.outcome === 'pass')
        .map(({ check }) => now - (memoryOf(check).trueSince ?? now)),
      Infinity,
    );
    return Math.max(0, Math.min(recheckMs, recheckMs - heldMs + roundPauseMs));
  }

  const both = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, ended.signal]);

  const places = { node, workspace, registry };
  const startState = createStartState({ lab, parameters, startedAt: start, memories, log, open, base, facts, places });

  return {
    prepare: ({ signal, onStep }) => startState.prepare({ signal: both(signal), onStep }),

    async watch({ signal, onVerdicts }) {
      await learnOrWarn(both(signal));
      const tell = (verdicts: readonly Verdict[]): void => {
        memories.tell();
        onVerdicts(verdicts);
      };
      await watchChecks({
        checks,
        base: await base(),
        facts,
        memoryOf,
        signal: both(signal),
        onVerdicts: tell,
        onJudged,
      });
    },

    async check({ signal, isEnough }) {
      return (await judgeAll(both(signal), isEnough)).map(({ verdict }) => verdict);
    },

    async submit({ signal }) {
      const stop = both(signal);
      const { objects } = await open();
      return submitChecks({
        lab,
        checks,
        parameters,
        startedAt: start,
        memories,
        objects,
        node,
        log,
        known: () => known,
        judge: () => judgeAll(stop),
        pauseMs: pauseBeforeRecheck,
        signal: stop,
      });
    },

    reset: ({ signal, onStep }) => startState.reset({ signal: both(signal), onStep }),

    points: (verdicts) => pointsOf(lab, verdicts),

    async [Symbol.asyncDispose]() {
      ended.abort();
      await marksGone(node);
      (await opened?.catch(() => undefined))?.cluster[Symbol.dispose]();
    },
  };
}
