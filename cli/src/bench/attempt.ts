import { type Attempt, type AttemptEvent, CourseError } from '@drydock/model';
import { createWatched, type DrydockClient } from './drydock.ts';

/** An attempt as its stream of events tells it. */
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
    if (event.type === 'attempt') now = event.attempt;
    else if (event.type === 'state') now = { ...now, state: event.state, problem: event.problem };
    else if (event.type === 'verdicts') {
      const kept = now.verdicts.filter((old) => !event.verdicts.some(({ check }) => check === old.check));
      now = { ...now, verdicts: [...kept, ...event.verdicts], points: event.points };
    }
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
