import { z } from 'zod';
import { LabId } from './course/lab.ts';
import { Submission } from './life/attempt.ts';

/**
 * `POST /api/attempts` → 201 Attempt. An attempt of the same lab that is still alive is answered with 200 and itself, wherever it began. `from` is a task with
 * `resume` that this student has reached before: the attempt begins right after it.
 */
export const CreateAttempt = z.object({ lab: LabId, from: z.string().max(64).optional() });

/** `POST /api/attempts/:id/terminals` → a ticket (single use, 30 s) and the WebSocket path to spend it on. */
export const CreateTerminal = z.object({
  terminal: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .default('shell-1'),
  kind: z.enum(['workspace', 'node']).default('workspace'),
});
export const TerminalTicket = z.object({ ticket: z.string(), url: z.string(), terminal: z.string() });
export type TerminalTicket = z.infer<typeof TerminalTicket>;

/** `POST /api/attempts/:id/hints` → 200 Verdict with one more hint revealed. */
export const RevealHint = z.object({ task: z.string(), check: z.string() });

/** `GET /api/session` → who this browser is. `local`: everyone at this address is the one student of this machine. */
export const Session = z.object({ user: z.string(), local: z.boolean() });
export type Session = z.infer<typeof Session>;

/** A lesson's id: module and file name, as in its address. */
export const LessonId = z.string().regex(/^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/);

/** `POST /api/progress` → 200 Progress: a lesson was read to its end, one was opened, or a quiz was answered. */
export const RecordProgress = z.union([
  z.strictObject({ lesson: LessonId }),
  z.strictObject({ opened: LessonId }),
  z.strictObject({
    quiz: z.string().regex(/^[a-z0-9][a-z0-9/-]{0,127}$/),
    choice: z.number().int().min(0).max(99),
    correct: z.boolean(),
  }),
]);
export type RecordProgress = z.infer<typeof RecordProgress>;

/** `GET /api/progress` → the progress of one student: best submission, live attempt and resume points per lab, quiz answers, lessons read, and the lesson opened last. */
export const Progress = z.object({
  labs: z.record(
    z.string(),
    z.object({
      best: Submission.pick({ id: true, at: true, points: true, maxPoints: true }).nullable(),
      attempt: z.string().nullable(),
      /** The tasks after which a new attempt may begin, since this student has reached them; absent where there are none. */
      reached: z.array(z.string()).optional(),
    }),
  ),
  lessons: z.record(z.string(), z.enum(['read'])),
  quizzes: z.record(z.string(), z.object({ choice: z.number().int(), correct: z.boolean(), at: z.iso.datetime() })),
  last: z.object({ lesson: LessonId, at: z.iso.datetime() }).nullable(),
});
export type Progress = z.infer<typeof Progress>;
