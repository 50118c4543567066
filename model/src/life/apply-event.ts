import type { Attempt, AttemptEvent } from './attempt.ts';
import type { Verdict } from '../verdict.ts';
import { replace, withChange, withStep } from './with-change.ts';

/** An attempt after an event. The same event twice changes nothing more, so a page may see one again after it reconnected. */
export function applyEvent(attempt: Attempt, event: AttemptEvent): Attempt {
  switch (event.type) {
    case 'attempt':
      return event.attempt;
    case 'step':
      return { ...attempt, steps: withStep(attempt.steps, event.step) };
    case 'verdicts':
      return { ...attempt, verdicts: event.verdicts.reduce(withVerdict, attempt.verdicts), points: event.points };
    case 'point':
      return attempt;
    case 'state':
    case 'submission':
    case 'times':
    case 'judging':
      return withChange(attempt, event);
  }
}

/** Verdicts with one replaced or added, in the order they first came. */
export function withVerdict(verdicts: readonly Verdict[], verdict: Verdict): Verdict[] {
  return replace(verdicts, verdict, (a, b) => a.task === b.task && a.check === b.check);
}
