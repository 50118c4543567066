import type { Attempt, AttemptEvent, RecordingMarker } from '@drydock/model';

/** What an event of an attempt leaves in its recordings: checks that began or ceased to pass, and submissions. `before` is the attempt before it. */
export function markersOf(event: AttemptEvent, before: Attempt): RecordingMarker[] {
  if (event.type === 'submission') {
    const { points, maxPoints } = event.submission;
    return [{ type: 'submit', points, maxPoints }];
  }
  if (event.type !== 'verdicts') return [];
  return event.verdicts.flatMap(({ task, check, outcome, missing }) => {
    const known = before.verdicts.find((each) => each.task === task && each.check === check);
    // What was not looked at yet is not passed: that the start state fails every check is no news. An object deleted as told is no failure either.
    if (outcome === 'inconclusive' || missing !== undefined || outcome === (known?.outcome ?? 'fail')) return [];
    return [{ type: outcome, task, check }];
  });
}
