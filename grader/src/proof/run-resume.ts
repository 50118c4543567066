import { isPassed, type Lab, tasksAround } from '@drydock/lab';
import type { Verdict } from '@drydock/model';
import { type PointOutcome, reachPoint } from '../resume/reach-point.ts';
import { createRecord } from './record.ts';
import type { TrialOptions, TrialResult } from './run-trial.ts';
import type { Stage } from './stage.ts';
import type { TrialPlan } from './trial-plan.ts';
import { failedIn } from './trial.ts';

/** What controllers still make of the commands comes within this time (ms), for checks of later tasks that wait. */
const settledMs = 10_000;

/**
 * Makes the trial of a resume point on a stage: from the start state, the commands up to the end of its task bring the cluster there as they do for a student, and each later task
 * still has a check that fails.
 */
export async function runResume(stage: Stage, plan: TrialPlan, options: TrialOptions): Promise<TrialResult> {
  const { lab, name, upTo: point = '' } = plan;
  const { signal, onStep } = options;
  await using scene = await stage.begin(lab);
  onStep({ id: name, title: name, state: 'running' });
  const record = createRecord(scene);
  const grader = scene.grade(
    lab.tasks.flatMap(({ checks }) => checks),
    record.add,
  );
  const stop = new AbortController();
  const scriptAt = Date.now();
  try {
    await grader.watch({ signal: AbortSignal.any([signal, stop.signal]), onVerdicts: () => undefined });
    const { parameters, runInWorkspace } = scene;
    const outcome = await reachPoint({ lab, point, parameters, grader, runInWorkspace, signal });
    const isThere = outcome.exitCode === 0 && outcome.missed.length === 0;
    const verdicts = isThere ? await grader.check({ signal, isEnough: isLeft(lab, point) }) : outcome.verdicts;
    const flaws = flawsOf(lab, point, outcome, verdicts);
    const ok = outcome.exitCode === 0 && flaws.length === 0;
    const seconds = Math.round((Date.now() - scriptAt) / 100) / 10;
    onStep({ id: name, title: name, state: ok ? 'done' : 'failed', seconds, ...(!ok && { detail: flaws.join(' ') }) });
    return {
      trial: {
        name,
        failed: failedIn(verdicts),
        ok,
        verdicts,
        seconds,
        exitCode: outcome.exitCode,
        ...(!ok && { output: outcome.output, flaws }),
      },
      passedAfter: {},
      recording: { ...record.end(), scriptAt, limits: {}, verdicts },
    };
  } finally {
    stop.abort();
  }
}

/** Returns what tells that each task after the point has a check that fails for good, judged from now on. */
function isLeft(lab: Lab, point: string): (verdicts: readonly Verdict[]) => boolean {
  const began = performance.now();
  const hasFailed = ({ outcome, pending }: Verdict): boolean =>
    outcome === 'fail' && (!pending || performance.now() - began >= settledMs);
  return (verdicts) =>
    tasksAround(lab, point).left.every(({ id }) => verdicts.some((one) => one.task === id && hasFailed(one)));
}

/** What keeps an attempt from beginning at this point, each with what to do. Of commands that failed their code and output say enough. */
function flawsOf(lab: Lab, point: string, { exitCode }: PointOutcome, verdicts: readonly Verdict[]): readonly string[] {
  if (exitCode !== 0) return [];
  const { done, left } = tasksAround(lab, point);
  const missed = done
    .flatMap(({ checks }) => checks)
    .filter((check) => !isPassed(check, verdicts))
    .map(({ id }) => {
      const found = verdicts.find(({ check }) => check === id)?.message.en ?? '';
      return `${id} does not pass after the commands up to ends=${point}. ${found} Write ends=${point} at a later block, or remove resume where this check asks for what no commands do.`;
    });
  const over = left
    .filter(({ id }) => !verdicts.some(({ task, outcome }) => task === id && outcome === 'fail'))
    .map(
      ({ id }) =>
        `The task ${id} is done already after the commands up to ends=${point}: none of its checks fails. Write ends=${point} at an earlier block, or remove resume.`,
    );
  return [...missed, ...over];
}
