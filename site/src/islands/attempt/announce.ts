import type { LabOutline } from '../../course/outline.ts';
import type { LabText } from '../../text/lab.ts';
import { isJudged, shownOutcome, verdictOf, type LabState, type ShownOutcome } from './state.ts';

/** What a screen reader is told about a change, in order; nothing while the page only catches up with an attempt it did not know. */
export function announcements(
  before: LabState,
  after: LabState,
  tasks: LabOutline['tasks'],
  maxPoints: number,
  text: LabText,
): string[] {
  if (!before.attempt || before.attempt.id !== after.attempt?.id) return [];
  const said: string[] = [];
  if (before.attempt.state !== 'ready' && after.attempt.state === 'ready') said.push(text.announceReady);
  // A reset and the end of an attempt take the ticks away, and are told in words of their own.
  const isOngoing = before.attempt.state === 'ready' && after.attempt.state === 'ready';
  const gone: string[] = [];
  for (const task of tasks) {
    for (const { id: check, title } of task.checks) {
      const [old, now] = [before, after].map((state) => outcomeOf(state, task.id, check));
      if (old === now) continue;
      if (now === 'pass') said.push(text.announcePass(title));
      else if (!isOngoing) continue;
      else if (now === 'inconclusive') said.push(text.announceInconclusive(title));
      else if (old === 'pass' && now === 'not-begun') gone.push(title);
      else if (old === 'pass') said.push(text.announceFail(title));
    }
  }
  // One deleted object takes several ticks along: they are told in one sentence.
  if (gone.length > 0) said.push(text.announceGone(gone));
  if (before.busy === 'check' && after.busy === null && !after.problem)
    said.push(text.announceChecked(after.attempt.points, maxPoints));
  const { submission } = after.attempt;
  if (submission && submission.id !== before.attempt.submission?.id)
    said.push(text.announceSubmitted(submission.points, submission.maxPoints));
  return said;
}

function outcomeOf(state: LabState, task: string, check: string): ShownOutcome {
  return shownOutcome(verdictOf(state, task, check), isJudged(state, task, check));
}
