import { join } from 'node:path';
import { pause } from '@drydock/cluster';
import {
  areSameCommands,
  foldersIn,
  furtherScript,
  furtherSolutions,
  type Lab,
  mutantTargets,
  scriptOf,
  scriptOfShown,
} from '@drydock/lab';
import { fillParameters, type OnStep, type Verdict } from '@drydock/model';
import type { Grader } from '../grader.ts';
import type { GraderLog } from '../log.ts';
import { type ProofCluster, openStage } from './prove-stage.ts';
import { roundPauseMs } from '../watch/settle.ts';

/** One solution tried on a cluster: what should be, and what every check said. */
export interface Trial {
  readonly name: string;
  /** The checks that must fail; for the fresh start and the solutions there are none. */
  readonly expected?: readonly string[];
  /** The trial that proves this one too, for both would run the same commands: this one was not run by itself. */
  readonly sameAs?: string;
  readonly failed: readonly string[];
  readonly ok: boolean;
  readonly verdicts: readonly Verdict[];
  readonly seconds: number;
  /** How the script ended; absent without one. A script that fails tries nothing, so the trial is not ok. */
  readonly exitCode?: number;
  /** What the script wrote last, when the trial is not ok. */
  readonly output?: string;
}

export interface LabProof {
  readonly lab: string;
  readonly ok: boolean;
  readonly fresh: Trial;
  readonly solution: Trial;
  /** The commands of `<Solution>`, as a student is shown them; absent when fresh start or solution are not ok. */
  readonly shown?: Trial;
  /** The further right solutions, `solution/<name>.sh` or `.sed`. */
  readonly further: readonly Trial[];
  readonly mutants: readonly Trial[];
}

/** All trials of a proof, in the order they were made. */
export function trialsOf({ fresh, solution, shown, further, mutants }: LabProof): readonly Trial[] {
  return [fresh, solution, ...(shown ? [shown] : []), ...further, ...mutants];
}

export interface ProveOptions extends ProofCluster {
  readonly lab: Lab;
  /** Makes a new cluster in the place of one that a trial has left so that no reset brings it back; without it that ends the proof. */
  readonly replace?: () => Promise<ProofCluster>;
  readonly log: GraderLog;
  readonly signal: AbortSignal;
  readonly onStep?: OnStep;
  /** Only these mutants, by folder name; all without it. */
  readonly only?: readonly string[];
}

type IsProved = (failed: readonly string[], verdicts: readonly Verdict[]) => boolean;

/** Longer than any hint of a lab says to wait: a script that takes longer is broken. */
const scriptTimeoutMs = 300_000;

/**
 * Proves a lab on a real cluster: a fresh start fails every check, the solution passes all, so do what `<Solution>` shows and the further solutions, each mutant fails the checks it names.
 * Each trial begins at the start state with parameters of its own, as an attempt does; without a solution that passes nothing more is tried.
 */
export async function proveLab({
  lab,
  replace,
  log,
  signal,
  onStep = () => undefined,
  only,
  ...cluster
}: ProveOptions): Promise<LabProof> {
  const checks = lab.tasks.flatMap((task) => task.checks.map(({ id }) => id));
  const patienceMs = Math.max(...lab.tasks.flatMap((task) => task.checks.map(({ withinMs }) => withinMs)), 0);
  await using stage = await openStage({ lab, cluster, replace, log, signal, onStep });

  /** When each check passed in the first trial in which it did, in ms from the start of that trial's script. */
  const passedAfterMs = new Map<string, number>();

  async function attempt(
    name: string,
    script: string | undefined,
    isProved: IsProved,
    expected?: readonly string[],
  ): Promise<Trial> {
    const started = performance.now();
    const sinceStart = (): number => performance.now() - started;
    onStep({ id: name, title: name, state: 'running' });
    let ran: { readonly exitCode: number; readonly output: string } | undefined;
    const { grader, parameters } = stage;
    const verdicts = await whileWatched(grader, signal, async () => {
      if (script !== undefined) {
        const input = fillParameters(script, parameters);
        const done = await stage.runInWorkspace(['bash', '-s'], { input, timeoutMs: scriptTimeoutMs, signal });
        ran = { exitCode: done.exitCode, output: `${done.stdout}${done.stderr}`.slice(-4000) };
        // A near miss is given the time the solution took: judged sooner, it may only not have come so far as to be caught for what it is.
        const passedMs = Math.max(0, ...(expected ?? []).map((check) => passedAfterMs.get(check) ?? 0));
        if (expected !== undefined) await pause(Math.max(0, passedMs - sinceStart()), signal);
      }
      const notePassed = (all: readonly Verdict[]): void => {
        for (const { check, outcome } of all)
          if (outcome === 'pass' && !passedAfterMs.has(check)) passedAfterMs.set(check, sinceStart());
      };
      // A mutant is judged by the checks it names; what the others would still come to does not matter.
      const isEnough = (all: readonly Verdict[]): boolean => {
        if (expected === undefined) notePassed(all);
        return (
          expected !== undefined &&
          expected.every((id) =>
            all.some(({ check, outcome, pending }) => check === id && outcome === 'fail' && !pending),
          )
        );
      };
      const isSolution = script !== undefined && expected === undefined;
      const scriptEndedMs = sinceStart();
      for (;;) {
        const judged = await grader.check({ signal, isEnough });
        if (expected === undefined) notePassed(judged);
        // What a controller has not made yet is no fail that could be waited for, and yet a solution may take until then.
        const isOver = sinceStart() - scriptEndedMs >= patienceMs || judged.every(({ outcome }) => outcome === 'pass');
        if (!isSolution || isOver) return judged;
        await pause(roundPauseMs, signal);
      }
    });
    const failed = verdicts.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check);
    const ok = isProved(failed, verdicts) && (ran?.exitCode ?? 0) === 0;
    const seconds = Math.round(sinceStart() / 100) / 10;
    const culprits = verdicts.filter(({ check, outcome }) =>
      expected === undefined ? (outcome === 'pass') === (script === undefined) : expected.includes(check),
    );
    const detail = ok ? undefined : culprits.map(({ check, outcome, message }) => `${check} ${outcome}: ${message.en}`);
    onStep({
      id: name,
      title: name,
      state: ok ? 'done' : 'failed',
      seconds,
      ...(detail && { detail: detail.join(' ') }),
    });
    return {
      name,
      ...(expected !== undefined && { expected }),
      failed,
      ok,
      verdicts,
      seconds,
      ...(ran && { exitCode: ran.exitCode, ...(!ok && { output: ran.output }) }),
    };
  }

  const fresh = await attempt('fresh start', undefined, (failed) => failed.length === checks.length);
  const passesAll: IsProved = (_, verdicts) => verdicts.every(({ outcome }) => outcome === 'pass');
  const reference = await scriptOf(lab.directory, 'solution');
  const solution = await attempt('solution', reference, passesAll);
  // A near miss that fails where the solution fails too proves nothing.
  if (!fresh.ok || !solution.ok) return { lab: lab.id, ok: false, fresh, solution, further: [], mutants: [] };
  await stage.next();
  const proveShown = async (script: string): Promise<Trial> => {
    const name = 'shown solution';
    if (areSameCommands(script, reference)) return { ...solution, name, sameAs: 'solution', seconds: 0 };
    const trial = await attempt(name, script, passesAll);
    await stage.next();
    return trial;
  };
  const shown = await proveShown(scriptOfShown(lab.shown ?? []));
  const further: Trial[] = [];
  for (const name of await furtherSolutions(lab.directory)) {
    further.push(await attempt(`solution ${name}`, await furtherScript(lab.directory, name), passesAll));
    await stage.next();
  }
  const mutants: Trial[] = [];
  for (const name of await foldersIn(join(lab.directory, 'mutants'))) {
    if (only && !only.includes(name)) continue;
    const targets = mutantTargets(name, checks);
    const script = await scriptOf(lab.directory, join('mutants', name));
    const failsAll: IsProved = (failed) => targets.length > 0 && targets.every((target) => failed.includes(target));
    mutants.push(await attempt(name, script, failsAll, targets));
    await stage.next();
  }
  const ok = [shown, ...further, ...mutants].every((trial) => trial.ok);
  return { lab: lab.id, ok, fresh, solution, shown, further, mutants };
}

/** A student's page is always watching, so what only a watch can witness is seen in a proof too. */
async function whileWatched<T>(grader: Grader, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const stop = new AbortController();
  try {
    await grader.watch({ signal: AbortSignal.any([signal, stop.signal]), onVerdicts: () => undefined });
    return await work();
  } finally {
    stop.abort();
  }
}
