import { applyEvent, type Attempt, type AttemptEvent, CourseError } from '@drydock/model';
import type { DrydockClient } from '@drydock/server/client';
import { createWatched } from './watched.ts';

/** An attempt as its event stream reports it. */
export interface FollowedAttempt {
  readonly id: string;
  /** The newest attempt that fits; a start that failed is its problem. */
  until(fits: (attempt: Attempt) => boolean, signal: AbortSignal): Promise<Attempt>;
}

/** Starts a lab and follows the attempt until `signal` aborts. */
export async function startAttempt(client: DrydockClient, lab: string, signal: AbortSignal): Promise<FollowedAttempt> {
  const first = await client.start(lab);
  const watched = createWatched(first);
  let now = first;
  const onEvent = (event: AttemptEvent): void => {
    now = applyEvent(now, event);
    watched.set(now);
  };
  void client.follow(first.id, onEvent, signal).catch(() => undefined);
  return {
    id: first.id,
    until: (fits, stop) =>
      watched.until((attempt) => {
        if (attempt.problem !== null && (attempt.state === 'failed' || attempt.state === 'lost')) {
          throw new CourseError('command_failed', attempt.problem.message, attempt.problem.fix);
        }
        return fits(attempt);
      }, stop),
  };
}
