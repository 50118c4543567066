import type { LabOutline } from '../../course/outline.ts';
import type { Text } from '../../text/en.ts';
import { checkKey, shownOutcome, verdictOf, type LabState } from './state.ts';

/** What a screen reader is told about a change, in order; nothing while the page only catches up with an attempt it did not know. */
export function announcements(
  before: LabState,
  after: LabState,
  tasks: LabOutline['tasks'],
  maxPoints: number,
  text: Text,
): string[] {
  if (!before.attempt || before.attempt.id !== after.attempt?.id) return [];
  const said: string[] = [];
  if (before.attempt.state !== 'ready' && after.attempt.state === 'ready') said.push(text.announceReady);
  for (const task of tasks) {
    for (const { id: check, title } of task.checks) {
      const [old, now] = [before, after].map((state) =>
        shownOutcome(verdictOf(state, task.id, check), state.judged.has(checkKey({ task: task.id, check }))),
      );
      if (old === now) continue;
      if (now === 'pass') said.push(text.announcePass(title));
      else if (now === 'inconclusive') said.push(text.announceInconclusive(title));
      else if (old === 'pass') said.push(text.announceFail(title));
    }
  }
  if (before.busy === 'check' && after.busy === null && !after.problem)
    said.push(text.announceChecked(after.attempt.points, maxPoints));
  const { submission } = after.attempt;
  if (submission && submission.id !== before.attempt.submission?.id)
    said.push(text.announceSubmitted(submission.points, submission.maxPoints));
  return said;
}
