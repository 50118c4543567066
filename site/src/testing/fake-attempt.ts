import { applyEvent, type Attempt, type AttemptEvent } from '@drydock/model';
import { exampleAttempt } from '@drydock/model/testing';

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
  return attempt && applyEvent(attempt, event);
}
