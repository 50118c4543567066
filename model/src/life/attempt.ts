import { z } from 'zod';
import { LabId } from '../course/lab.ts';
import { Problem } from '../problem/problem.ts';
import { Step } from '../step.ts';
import { Verdict } from '../verdict.ts';

/** queued → starting → setup → ready → ended; failed and lost carry a problem and can be reset. */
export const AttemptState = z.enum(['queued', 'starting', 'setup', 'ready', 'ended', 'failed', 'lost']);
export type AttemptState = z.infer<typeof AttemptState>;

/** Frozen verdicts with their evidence; `points` of `maxPoints`. */
export const Submission = z.object({
  id: z.string(),
  attempt: z.string(),
  at: z.iso.datetime(),
  points: z.number().int().nonnegative(),
  maxPoints: z.number().int().nonnegative(),
  verdicts: z.array(Verdict),
  /** Made by the server when the time was up, not by the student. */
  atEnd: z.literal(true).optional(),
});
export type Submission = z.infer<typeof Submission>;

/** A submission to hand on, `GET /api/submissions/:id`: `signed` is the very text that `signature` (Ed25519, base64url) is over, `key` the SHA-256 of the public key. */
export const SubmissionFile = z.object({
  version: z.literal(1),
  signed: z.string(),
  signature: z.string(),
  key: z.string(),
});
export type SubmissionFile = z.infer<typeof SubmissionFile>;

/** One student's try at one lab. Times are ISO 8601 in UTC. */
export const Attempt = z.object({
  id: z.string(),
  lab: LabId,
  state: AttemptState,
  createdAt: z.iso.datetime(),
  readyAt: z.iso.datetime().nullable(),
  /** Null until the cluster is ready: a student's time begins then. */
  expiresAt: z.iso.datetime().nullable(),
  /** How often the student may still ask for one more hour. */
  extensionsLeft: z.number().int().nonnegative().optional(),
  /** When Check or Submit last ran since the start or the last reset; null before the first one. */
  checkedAt: z.iso.datetime().nullable().default(null),
  /** What the grader is doing for the student right now. */
  judging: z.enum(['check', 'submit']).nullable().default(null),
  parameters: z.record(z.string(), z.string()),
  /** The task after which it began; absent where it began with nothing done. */
  from: z.string().optional(),
  sandbox: z.string().nullable(),
  steps: z.array(Step),
  verdicts: z.array(Verdict),
  points: z.number().int().nonnegative(),
  maxPoints: z.number().int().nonnegative(),
  submission: Submission.nullable(),
  problem: Problem.nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** What changes of an attempt's times while it goes on. */
export const AttemptTimes = Attempt.pick({ readyAt: true, expiresAt: true, checkedAt: true, extensionsLeft: true });
export type AttemptTimes = z.infer<typeof AttemptTimes>;

/** An attempt in `GET /api/attempts`: one that `holdsPlace` keeps a cluster from everybody else, and ending it frees that. */
export const ListedAttempt = Attempt.extend({ holdsPlace: z.boolean() });
export type ListedAttempt = z.infer<typeof ListedAttempt>;

/** What `GET /api/attempts/:id/events` streams (SSE, `event:` is `type`, `data:` the JSON). The first event is always `attempt`. */
export const AttemptEvent = z.discriminatedUnion('type', [
  /** `now` is the server's clock: a page computes times from it and not from its own clock. */
  z.object({ type: z.literal('attempt'), attempt: Attempt, now: z.iso.datetime().optional() }),
  z.object({ type: z.literal('state'), state: AttemptState, problem: Problem.nullable() }),
  z.object({ type: z.literal('step'), step: Step }),
  z.object({ type: z.literal('verdicts'), verdicts: z.array(Verdict), points: z.number() }),
  z.object({ type: z.literal('submission'), submission: Submission }),
  z.object({ type: z.literal('times'), ...AttemptTimes.shape }),
  /** A Check or Submit began or ended; `problem` explains one that ended without a result. */
  z.object({ type: z.literal('judging'), judging: Attempt.shape.judging, problem: Problem.nullable() }),
  /** This student has reached the end of this task for the first time: a later attempt may begin after it. */
  z.object({ type: z.literal('point'), task: z.string() }),
]);
export type AttemptEvent = z.infer<typeof AttemptEvent>;
