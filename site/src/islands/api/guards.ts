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
import { has, readAs, readMessage } from './request.ts';

/** An attempt, told by the fields the page cannot do without. */
export function readAttempt(value: unknown): Attempt | undefined {
  return readAs(
    value,
    (each): each is Attempt =>
      has(each, 'id', 'lab', 'state', 'steps', 'verdicts', 'parameters') &&
      Array.isArray(each['steps']) &&
      Array.isArray(each['verdicts']),
  );
}

/** A submission. */
export function readSubmission(value: unknown): Submission | undefined {
  return readAs(value, (each): each is Submission => has(each, 'id', 'at', 'points', 'maxPoints', 'verdicts'));
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
  return readAs(value, (each): each is LabSolution => has(each, 'html') && has(each['html'], 'en', 'zh'));
}

/** One verdict. */
export function readVerdict(value: unknown): Verdict | undefined {
  return readAs(value, (each): each is Verdict => has(each, 'task', 'check', 'outcome'));
}

/** A ticket for one terminal. */
export function readTicket(value: unknown): TerminalTicket | undefined {
  return readAs(value, (each): each is TerminalTicket => has(each, 'ticket', 'url'));
}

/** The student's progress. */
export function readProgress(value: unknown): Progress | undefined {
  return readAs(value, (each): each is Progress => has(each, 'labs', 'lessons', 'quizzes'));
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
    case 'point':
      return typeof value['task'] === 'string';
    default:
      return false;
  }
}
