import type {
  Attempt,
  AttemptEvent,
  LabSolution,
  ListedAttempt,
  Progress,
  Submission,
  TerminalTicket,
  Verdict,
} from '@drydock/model';
import { has, readMessage } from './request.ts';

/** An attempt, told by the fields the page cannot do without. */
export function readAttempt(value: unknown): Attempt | undefined {
  if (!has(value, 'id', 'lab', 'state', 'steps', 'verdicts', 'parameters')) return undefined;
  return Array.isArray(value['steps']) && Array.isArray(value['verdicts']) ? (value as Attempt) : undefined;
}

/** A submission. */
export function readSubmission(value: unknown): Submission | undefined {
  return has(value, 'id', 'at', 'points', 'maxPoints', 'verdicts') ? (value as Submission) : undefined;
}

/** What Check and Submit are answered with: the result, or the attempt while it is still being judged. */
export function readJudged(value: unknown): Attempt | Submission | undefined {
  return readAttempt(value) ?? readSubmission(value);
}

/** The student's living attempts, without those that cannot be read. */
export function readListed(value: unknown): ListedAttempt[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((each): each is ListedAttempt => readAttempt(each) !== undefined && has(each, 'holdsPlace'));
}

/** A lab's solution. */
export function readSolution(value: unknown): LabSolution | undefined {
  return has(value, 'html') && has(value['html'], 'en', 'zh') ? (value as LabSolution) : undefined;
}

/** One verdict. */
export function readVerdict(value: unknown): Verdict | undefined {
  return has(value, 'task', 'check', 'outcome') ? (value as Verdict) : undefined;
}

/** A ticket for one terminal. */
export function readTicket(value: unknown): TerminalTicket | undefined {
  return has(value, 'ticket', 'url') ? (value as TerminalTicket) : undefined;
}

/** The student's progress. */
export function readProgress(value: unknown): Progress | undefined {
  return has(value, 'labs', 'lessons', 'quizzes') ? (value as Progress) : undefined;
}

/** One message of an attempt's stream: the server's clock, and the event unless it is one this page does not know. */
export function readEvent(text: string): { now?: string; event?: AttemptEvent } {
  return readMessage(text, isEvent);
}

function isEvent(value: Record<string, unknown>): value is Record<string, unknown> & AttemptEvent {
  switch (value['type']) {
    case 'attempt':
      return readAttempt(value['attempt']) !== undefined;
    case 'state':
      return typeof value['state'] === 'string';
    case 'step':
      return has(value['step'], 'id', 'state');
    case 'verdicts':
      return Array.isArray(value['verdicts']);
    case 'submission':
      return readSubmission(value['submission']) !== undefined;
    case 'times':
      return has(value, 'readyAt', 'expiresAt', 'checkedAt');
    case 'judging':
      return has(value, 'judging', 'problem');
    default:
      return false;
  }
}
