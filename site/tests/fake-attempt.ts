import type { Attempt, AttemptEvent } from '@drydock/model';
import { exampleAttempt } from '@drydock/model/example';

/** An attempt that has just been asked for. */
export function newAttempt(lab: { id: string; points: number }, createdAt: string): Attempt {
  return exampleAttempt({
    id: `a${createdAt.replaceAll(/\D/g, '')}`,
    lab: lab.id,
    state: 'queued',
    createdAt,
    readyAt: null,
    expiresAt: null,
    parameters: {},
    sandbox: null,
    maxPoints: lab.points,
  });
}

/** The attempt after an event. */
export function apply(attempt: Attempt | null, event: AttemptEvent): Attempt | null {
  if (event.type === 'attempt') return event.attempt;
  if (!attempt) return null;
  switch (event.type) {
    case 'state':
      return { ...attempt, state: event.state, problem: event.problem };
    case 'step':
      return { ...attempt, steps: [...attempt.steps.filter(({ id }) => id !== event.step.id), event.step] };
    case 'verdicts':
      return {
        ...attempt,
        points: event.points,
        verdicts: [
          ...attempt.verdicts.filter(
            (old) => !event.verdicts.some(({ task, check }) => task === old.task && check === old.check),
          ),
          ...event.verdicts,
        ],
      };
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
