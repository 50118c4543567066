import {
  applyEvent,
  type Attempt,
  type AttemptEvent,
  type Submission,
  type Verdict,
  withVerdict,
} from '@drydock/model';
import { type LeaseView, newLeaseView } from '../lease/lease-session.ts';

/** What the student is waiting for. */
export type Busy = 'start' | 'check' | 'submit' | 'reset' | 'end' | 'extend' | `hint ${string}`;

/** The two ways to be judged. */
export type Judgement = 'check' | 'submit';

/** Everything the lab page draws about the attempt. */
export interface LabState extends LeaseView<Busy> {
  /** False until the page knows whether there is an attempt. */
  isKnown: boolean;
  attempt: Attempt | null;
  /** Checks whose failure is shown: those judged by Check or Submit, or passed once. Before that a failing check is simply still to do. */
  judged: ReadonlySet<string>;
  /** The latest result of this page's own Check or Submit; `number` counts them. */
  result: { kind: Judgement; number: number } | null;
  /** The task whose end was reached for the first time while this page was open: the student may stop here. */
  reached: string | null;
}

/** The state of a page that has just been opened. */
export const newLabState: LabState = {
  ...newLeaseView,
  isKnown: false,
  attempt: null,
  judged: new Set(),
  result: null,
  reached: null,
};

/** What is being judged now, for this page or another one of the student. */
export function judgingOf({ busy, attempt }: LabState): Judgement | null {
  return busy === 'check' || busy === 'submit' ? busy : (attempt?.judging ?? null);
}

/** Whether every point is there in a cluster that can be submitted. */
export function isFull({ attempt }: LabState): boolean {
  return attempt?.state === 'ready' && attempt.maxPoints > 0 && attempt.points === attempt.maxPoints;
}

/** The task whose end the page tells of: not at full points, where there is nothing to come back for. */
export function reachedPoint(state: LabState): string | null {
  return state.attempt?.state === 'ready' && !isFull(state) ? state.reached : null;
}

/** Whether the latest submission has every point. */
export function isFullySubmitted({ attempt }: LabState): boolean {
  return attempt?.submission != null && attempt.submission.points === attempt.submission.maxPoints;
}

/** How a check is drawn: `not-begun` while there is nothing to judge yet, `waiting` for a failure that is not shown as one. */
export type ShownOutcome = 'not-begun' | 'waiting' | 'pass' | 'fail' | 'inconclusive';

/** The name of a check within its lab. */
export function checkKey({ task, check }: { task: string; check: string }): string {
  return `${task}/${check}`;
}

/** Takes one event of the stream into the state. */
export function takeEvent(state: LabState, event: AttemptEvent): LabState {
  if (event.type === 'attempt') return withAttempt(state, event.attempt);
  if (event.type === 'verdicts') return withVerdicts(state, event.verdicts, event.points);
  if (event.type === 'point') return { ...state, reached: event.task };
  if (event.type === 'submission') return withSubmission(state, event.submission);
  return state.attempt ? { ...state, attempt: applyEvent(state.attempt, event) } : state;
}

/** The whole attempt as the server has it. Another attempt than before forgets what was judged. */
export function withAttempt(state: LabState, attempt: Attempt | null): LabState {
  // A reset forgets the verdicts, and with them what was judged.
  const isSame = attempt !== null && state.attempt?.id === attempt.id && attempt.verdicts.length > 0;
  const judged = new Set(isSame ? state.judged : []);
  for (const verdict of attempt?.verdicts ?? []) if (verdict.outcome === 'pass') judged.add(checkKey(verdict));
  const isOther = attempt?.id !== state.attempt?.id;
  return { ...state, isKnown: true, attempt, judged, ...(isOther && { reached: null }) };
}

/** Whether a failure of this check is shown as one: Check or Submit was pressed since the start or the last reset, or it passed before. */
export function isJudged({ attempt, judged }: LabState, task: string, check: string): boolean {
  if (attempt?.state === 'ended') return isOver(attempt);
  return (attempt?.checkedAt ?? null) !== null || judged.has(checkKey({ task, check }));
}

/** An attempt that has ended with a submission: what was submitted is what the tasks show, not a cluster that is gone. */
function isOver(attempt: Attempt | null): boolean {
  return attempt?.state === 'ended' && attempt.submission !== null;
}

/** Newer verdicts of some checks; with `isJudgement` (Check was pressed) their failures are shown from now on. */
export function withVerdicts(
  state: LabState,
  verdicts: readonly Verdict[],
  points: number,
  isJudgement = false,
): LabState {
  const { attempt } = state;
  if (!attempt) return state;
  const judged = new Set(state.judged);
  for (const verdict of verdicts) if (isJudgement || verdict.outcome === 'pass') judged.add(checkKey(verdict));
  // A hint once revealed stays, also when a later verdict does not repeat it.
  const kept = verdicts.map((verdict) => ({ ...hintsOf(verdictOf(state, verdict.task, verdict.check)), ...verdict }));
  return { ...state, judged, attempt: { ...attempt, points, verdicts: kept.reduce(withVerdict, attempt.verdicts) } };
}

/** A submission was stored; its verdicts are what the tasks now show. */
export function withSubmission(state: LabState, submission: Submission): LabState {
  const { attempt } = state;
  if (!attempt) return state;
  return withVerdicts({ ...state, attempt: { ...attempt, submission } }, submission.verdicts, submission.points, true);
}

/** How to draw one check: a failure not judged yet, or one that may still come true on its own, is waiting; without an object there is nothing to fail. */
export function shownOutcome(verdict: Verdict | undefined, isShown: boolean): ShownOutcome {
  if (!verdict) return 'not-begun';
  if (verdict.outcome === 'pass') return 'pass';
  if (verdict.missing !== undefined) return 'not-begun';
  if (!isShown || verdict.pending) return 'waiting';
  return verdict.outcome;
}

/** The verdicts that the tasks show: the newest, or those of the submission once the attempt has ended. */
export function shownVerdicts({ attempt }: LabState): readonly Verdict[] {
  if (!attempt) return [];
  return isOver(attempt) && attempt.submission ? attempt.submission.verdicts : attempt.verdicts;
}

/** The verdict of a check that the page shows. */
export function verdictOf(state: LabState, task: string, check: string): Verdict | undefined {
  return shownVerdicts(state).find((verdict) => verdict.task === task && verdict.check === check);
}

function hintsOf(verdict: Verdict | undefined): Pick<Verdict, 'hints'> {
  return verdict?.hints ? { hints: verdict.hints } : {};
}
