import { pause } from '@drydock/cluster';
import type { Check } from '@drydock/lab';
import { fillParameters, type OnStep, type Verdict } from '@drydock/model';
import type { Grader } from '../grader.ts';
import { isAct } from '../verdict/judge.ts';
import { roundPauseMs } from '../watch/settle.ts';
import { haveFailed, limitsOf, type PassedAfter } from './patience.ts';
import { decisiveChecks, type TrialPlan } from './trial-plan.ts';
import { createRecord } from './record.ts';
import type { Recording } from './recording.ts';
import type { Scene, Stage } from './stage.ts';
import { failedIn, isProved, type Trial } from './trial.ts';

export interface TrialOptions {
  /** When each check passed in the solution; empty before it ran. */
  readonly passedAfter: PassedAfter;
  /** Waits for all that `within` allows. */
  readonly isPatient: boolean;
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

/** What a trial came to, and what was read in it. */
export interface TrialResult {
  readonly trial: Trial;
  /** When each check passed first; without meaning for a near miss. */
  readonly passedAfter: PassedAfter;
  readonly recording: Recording;
}

/** Longer than any wait that a lab asks for: a script that takes longer is broken. */
const scriptTimeoutMs = 300_000;

/** Reads the script to its end before it begins, so that no command in it, such as ssh, takes the rest for its input. */
const runWhole = 'script=$(cat); exec </dev/null; eval "$script"';

/** Makes one trial on a stage: the start state, the script, and what the checks come to. */
export async function runTrial(stage: Stage, plan: TrialPlan, options: TrialOptions): Promise<TrialResult> {
  const { lab, name, script, expected } = plan;
  const { signal, onStep } = options;
  await using scene = await stage.begin(lab);
  onStep({ id: name, title: name, state: 'running' });
  const checks = decisiveChecks(plan);
  const limits = limitsOf(
    checks.map(({ id }) => id),
    expected === undefined ? {} : options.passedAfter,
    { isFresh: script === undefined, isPatient: options.isPatient },
  );
  const record = createRecord(scene);
  const grader = scene.grade(checks, record.add);
  const started = performance.now();
  const sinceStart = (): number => performance.now() - started;
  const run: Run = { ...options, plan, scene, grader, limits, sinceStart, passed: new Map() };
  const scriptAt = Date.now();
  const { verdicts: decisive, exitCode, output } = await whileWatched(grader, signal, () => tryOut(run));
  const others =
    expected === undefined
      ? []
      : await lookAtOthers(
          scene,
          lab.tasks.flatMap((task) => task.checks),
          checks,
          signal,
        );
  const order = lab.tasks.flatMap((task) => task.checks.map(({ id }) => id));
  const verdicts = [...decisive, ...others].toSorted((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
  const ok = isProved(plan, decisive) && (exitCode ?? 0) === 0;
  const seconds = Math.round(sinceStart() / 100) / 10;
  const wanted = script !== undefined && expected === undefined ? 'pass' : 'fail';
  const detail = decisive
    .filter(({ outcome }) => outcome !== wanted)
    .map(({ check, outcome, message }) => `${check} ${outcome}: ${message.en}`)
    .join(' ');
  onStep({ id: name, title: name, state: ok ? 'done' : 'failed', seconds, ...(!ok && { detail }) });
  return {
    trial: {
      name,
      ...(expected !== undefined && { expected }),
      failed: failedIn(verdicts),
      ok,
      verdicts,
      seconds,
      ...(exitCode !== undefined && { exitCode, ...(!ok && { output: output ?? '' }) }),
    },
    passedAfter: Object.fromEntries(run.passed),
    recording: { ...record.end(), scriptAt, limits, verdicts },
  };
}

interface Run extends TrialOptions {
  readonly plan: TrialPlan;
  readonly scene: Scene;
  readonly grader: Grader;
  readonly limits: Readonly<Record<string, number>>;
  readonly sinceStart: () => number;
  /** When each check passed first (ms since the start). */
  readonly passed: Map<string, number>;
}

interface Came {
  readonly verdicts: readonly Verdict[];
  readonly exitCode?: number;
  readonly output?: string;
}

async function tryOut(run: Run): Promise<Came> {
  const { script, expected } = run.plan;
  const done = script === undefined ? {} : await runScript(script, run);
  if (script === undefined || expected !== undefined) {
    // A near miss is given the time the solution took: judged sooner, it may only not have come so far as to be caught for what it is.
    const passedMs = Math.max(0, ...(expected ?? []).map((check) => run.passedAfter[check] ?? 0));
    await pause(Math.max(0, passedMs - run.sinceStart()), run.signal);
    return { ...done, verdicts: await untilFailed(run) };
  }
  return { ...done, verdicts: await untilPassed(run) };
}

async function runScript(script: string, { scene, signal }: Run): Promise<Omit<Came, 'verdicts'>> {
  const input = fillParameters(script, scene.parameters);
  const { exitCode, stdout, stderr } = await scene.runInWorkspace(['bash', '-c', runWhole], {
    input,
    timeoutMs: scriptTimeoutMs,
    signal,
  });
  return { exitCode, output: `${stdout}${stderr}`.slice(-4000) };
}

/** Judges until the checks that must fail have failed for good; where one of them acts, until the rest of its task has come to what it comes to. */
async function untilFailed(run: Run): Promise<readonly Verdict[]> {
  const { grader, plan, limits, sinceStart, signal } = run;
  const checks = decisiveChecks(plan);
  const targets = plan.expected ?? checks.map(({ id }) => id);
  const isActing = plan.expected !== undefined && checks.some(isAct);
  const isEnough = (all: readonly Verdict[]): boolean => {
    note(run, all);
    const have = (names: readonly string[]): boolean => haveFailed(names, all, limits, sinceStart());
    return isActing ? all.every(({ check, outcome }) => outcome === 'pass' || have([check])) : have(targets);
  };
  return grader.check({ signal, isEnough });
}

/** Judges until all passes, for as long as the checks allow: what a controller has not made yet is no fail that could be waited for, and yet a solution may take until then. */
async function untilPassed(run: Run): Promise<readonly Verdict[]> {
  const { grader, plan, sinceStart, signal } = run;
  const patienceMs = Math.max(...decisiveChecks(plan).map(({ withinMs }) => withinMs), 0);
  const scriptEndedMs = sinceStart();
  const isEnough = (all: readonly Verdict[]): boolean => {
    note(run, all);
    return false;
  };
  for (;;) {
    const judged = await grader.check({ signal, isEnough });
    note(run, judged);
    if (sinceStart() - scriptEndedMs >= patienceMs || judged.every(({ outcome }) => outcome === 'pass')) return judged;
    await pause(roundPauseMs, signal);
  }
}

function note({ passed, sinceStart }: Run, all: readonly Verdict[]): void {
  for (const { check, outcome } of all)
    if (outcome === 'pass' && !passed.has(check)) passed.set(check, Math.round(sinceStart()));
}

/** What the checks that decide nothing come to at the end of a near miss, for its reader; nothing is waited for, and nothing is done. */
async function lookAtOthers(
  scene: Scene,
  checks: readonly Check[],
  decisive: readonly Check[],
  signal: AbortSignal,
): Promise<readonly Verdict[]> {
  const others = checks.filter((check) => !decisive.includes(check) && !isAct(check));
  if (others.length === 0) return [];
  return scene.grade(others).check({ signal, isEnough: () => true });
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
