import { pause } from '@drydock/cluster';
import { type Check, fillCheck, type SetupCondition } from '@drydock/lab';
import type { CourseError } from '@drydock/model';
import { fail } from '../text/fail.ts';
import type { Facts } from '../verdict/judge.ts';
import { freshView, type View } from '../reading/view.ts';
import { type Judged, runRound } from '../watch/round.ts';

export interface ConditionOptions {
  readonly conditions: readonly SetupCondition[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly base: Omit<View, 'get' | 'list' | 'once' | 'signal'>;
  readonly facts: () => Facts;
  readonly signal: AbortSignal;
}

const lookAgainMs = 500;

/** Resolves when all conditions of a set-up are true in one look. Rejects with `timeout` when one has not come true within its time, and says what is there instead. */
export async function untilAll({ conditions, parameters, base, facts, signal }: ConditionOptions): Promise<void> {
  if (conditions.length === 0) return;
  const checks = conditions.map((condition, index) => fillCheck(checkOf(condition, index), parameters));
  const limits = new Map(checks.map(({ id }, index) => [id, conditions[index]?.withinMs ?? 0]));
  const begun = Date.now();
  for (;;) {
    const judged = await runRound(checks, freshView({ ...base, signal }), facts, () => ({}));
    const open = judged.filter(({ verdict }) => verdict.outcome !== 'pass');
    if (open.length === 0) return;
    const late = open.find(({ check }) => Date.now() - begun > (limits.get(check.id) ?? 0));
    if (late) throw lateOf(late, limits);
    await pause(lookAgainMs, signal);
  }
}

/** A condition as a check that waits for nothing itself. */
function checkOf({ probe, with: further, that }: SetupCondition, index: number): Check {
  const text = { en: that ?? '', zh: that ?? '' };
  return {
    id: `until-${index + 1}`,
    task: 'setup',
    title: text,
    expected: text,
    probe,
    with: further,
    ...(that !== undefined && { that }),
    withinMs: 0,
    holdMs: 0,
    isFresh: false,
    isOriginal: false,
    isOnce: false,
    needs: [],
    hints: [],
  };
}

function lateOf({ check, verdict }: Judged, limits: ReadonlyMap<string, number>): CourseError {
  const seconds = (limits.get(check.id) ?? 0) / 1000;
  return fail('timeout', (text, language) => text.setupCondition(seconds, verdict.message[language]));
}
