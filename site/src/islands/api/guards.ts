import type { Attempt, AttemptEvent, LabSolution, Progress, Submission, TerminalTicket, Verdict } from '@drydock/model';
import { isRecord } from './request.ts';

const has = (value: unknown, ...fields: string[]): value is Record<string, unknown> =>
  isRecord(value) && fields.every((field) => field in value);

/** An attempt, told by the fields the page cannot do without. */
export function readAttempt(value: unknown): Attempt | undefined {
  if (!has(value, 'id', 'lab', 'state', 'steps', 'verdicts', 'parameters')) return undefined;
  return Array.isArray(value['steps']) && Array.isArray(value['verdicts']) ? (value as Attempt) : undefined;
}

/** A submission. */
export function readSubmission(value: unknown): Submission | undefined {
  return has(value, 'id', 'at', 'points', 'maxPoints', 'verdicts') ? (value as Submission) : undefined;
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

/** One event of an attempt's stream, from the text of its `data:`; undefined when it is none of ours. */
export function readEvent(text: string): AttemptEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  switch (value['type']) {
    case 'attempt':
      return readAttempt(value['attempt']) ? (value as AttemptEvent) : undefined;
    case 'state':
      return typeof value['state'] === 'string' ? (value as AttemptEvent) : undefined;
    case 'step':
      return has(value['step'], 'id', 'state') ? (value as AttemptEvent) : undefined;
    case 'verdicts':
      return Array.isArray(value['verdicts']) ? (value as AttemptEvent) : undefined;
    case 'submission':
      return readSubmission(value['submission']) ? (value as AttemptEvent) : undefined;
    case 'times':
      return has(value, 'readyAt', 'expiresAt', 'checkedAt') ? (value as AttemptEvent) : undefined;
    case 'judging':
      return has(value, 'judging', 'problem') ? (value as AttemptEvent) : undefined;
    default:
      return undefined;
  }
}
