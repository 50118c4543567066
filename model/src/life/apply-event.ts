import type { Attempt, AttemptEvent } from './attempt.ts';
import type { Verdict } from '../verdict.ts';

/** An attempt after an event. The same event twice changes nothing more, so a page may see one again after it reconnected. */
export function applyEvent(attempt: Attempt, event: AttemptEvent): Attempt {
  switch (event.type) {
    case 'attempt':
      return event.attempt;
    case 'state':
      return { ...attempt, state: event.state, problem: event.problem };
    case 'step':
      return { ...attempt, steps: replace(attempt.steps, event.step, (a, b) => a.id === b.id) };
    case 'verdicts':
      return { ...attempt, verdicts: event.verdicts.reduce(withVerdict, attempt.verdicts), points: event.points };
    case 'submission':
      return { ...attempt, submission: event.submission };
    case 'times': {
      const { type: _type, ...times } = event;
      return { ...attempt, ...times };
    }
    case 'judging':
      return { ...attempt, judging: event.judging };
  }
}

/** Verdicts with one replaced or added, in the order they first came. */
export function withVerdict(verdicts: readonly Verdict[], verdict: Verdict): Verdict[] {
  return replace(verdicts, verdict, (a, b) => a.task === b.task && a.check === b.check);
}

function replace<T>(items: readonly T[], item: T, isSame: (a: T, b: T) => boolean): T[] {
  const at = items.findIndex((other) => isSame(other, item));
  return at === -1 ? [...items, item] : items.with(at, item);
}
