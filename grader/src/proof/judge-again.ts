import { type Check, fillCheck } from '@drydock/lab';
import type { Verdict } from '@drydock/model';
import { requestOf } from '../probe/read.ts';
import { type CheckMemory, isAct, judge } from '../verdict/judge.ts';
import { haveFailed } from './patience.ts';
import { type TrialPlan, decisiveChecks } from './trial-plan.ts';
import type { RecordedLook, Recording } from './recording.ts';
import { isProved } from './trial.ts';

/**
 * Judges a trial that was as it must be again, by the checks and the judge of now, from what was read then. Returns the verdicts when they show it to be as it must be
 * still; undefined when they do not, or when the recording cannot say: it ends too early, or something else would have been read.
 */
export function judgeAgain(plan: TrialPlan, recording: Recording): readonly Verdict[] | undefined {
  // A resume point is judged while its commands run and after them, with a time of its own: no recording says all of that.
  if (plan.upTo !== undefined) return undefined;
  const checks = decisiveChecks(plan).map((check) => fillCheck(check, recording.parameters));
  const memories = new Map<Check, CheckMemory>(checks.map((check) => [check, {}]));
  const verdicts = new Map<Check, Verdict>();
  const actingTasks = new Set(checks.filter(isAct).map(({ task }) => task));
  const isSolution = plan.script !== undefined && plan.expected === undefined;
  for (const look of recording.looks.toSorted((a, b) => a.at - b.at)) {
    for (const check of checks) {
      const before = look.checks.find((one) => one.check === check.id);
      if (!before) {
        if (look.occasion === 'round') return undefined;
        continue;
      }
      const verdict = judgeOne(check, look, before, recording, memories.get(check) ?? {});
      // What acts does so when the rest of its task passes: at another moment now, and the recording has only that one.
      if (verdict === undefined || (actingTasks.has(check.task) && verdict.outcome !== before.outcome))
        return undefined;
      if (look.occasion !== 'watch') verdicts.set(check, verdict);
    }
    const now = [...verdicts.values()];
    if (look.occasion === 'round' && actingTasks.size === 0 && !isSolution && isOver(plan, now, look.at, recording))
      return isProved(plan, now) ? now : undefined;
  }
  const last = checks.flatMap((check) => verdicts.get(check) ?? []);
  const isWhole = last.length === checks.length && (isSolution || actingTasks.size > 0);
  return isWhole && isProved(plan, last) ? last : undefined;
}

/** Whether the trial would have waited no longer. */
function isOver(plan: TrialPlan, verdicts: readonly Verdict[], at: number, { limits, scriptAt }: Recording): boolean {
  const expected = plan.expected ?? verdicts.map(({ check }) => check);
  return verdicts.every(({ pending }) => !pending) || haveFailed(expected, verdicts, limits, at - scriptAt);
}

function judgeOne(
  check: Check,
  { occasion, at }: RecordedLook,
  { main, with: further, outcome }: RecordedLook['checks'][number],
  recording: Recording,
  memory: CheckMemory,
): Verdict | undefined {
  const asked = [main.request, ...Object.entries(further).map(([name, { request }]) => name + request)];
  const asks = [requestOf(check.probe), ...Object.entries(check.with).map(([name, probe]) => name + requestOf(probe))];
  if (asked.toSorted().join('\n') !== asks.toSorted().join('\n')) return undefined;
  const { parameters, startedAt, serverVersion, lacking, made } = recording;
  const facts = {
    parameters,
    startedAt: new Date(startedAt),
    now: new Date(at),
    statusSettlesMs: 0,
    serverVersion,
    lacking: new Set(lacking),
    made,
  };
  const verdict = judge(check, { main, with: further }, facts, memory);
  // A check that acts had not acted yet: it says so, and nothing that was read counts.
  if (isAct(check) && occasion !== 'act') return { ...verdict, outcome, pending: false };
  return verdict;
}
