import type { Generated } from 'kysely';

/** Every table of the database. Times are ISO 8601 in UTC, `json` columns hold what a schema of the model describes. */
export interface Schema {
  migrations: { id: number; name: string; at: string };
  users: { id: string; createdAt: string };
  attempts: {
    id: string;
    user: string;
    lab: string;
    state: string;
    createdAt: string;
    startedAt: string;
    activeAt: string;
    readyAt: string | null;
    expiresAt: string | null;
    checkedAt: Generated<string | null>;
    /** How often the student asked for more time since this cluster was new. */
    extensions: Generated<number>;
    parametersJson: string;
    sandbox: string | null;
    points: number;
    maxPoints: number;
    problemJson: string | null;
    /** What the grader remembers beside the cluster; null before the start state is there. */
    memoryJson: string | null;
  };
  steps: { attempt: string; ordinal: number; id: string; json: string };
  verdicts: { attempt: string; ordinal: number; task: string; check: string; json: string };
  hints: { attempt: string; task: string; check: string; revealed: number };
  recordingChoices: { attempt: string; isOn: number; hasInput: number };
  submissions: {
    id: string;
    attempt: string;
    user: string;
    lab: string;
    at: string;
    points: number;
    maxPoints: number;
    verdictsJson: string;
    /** 1 when the server made it because the time was up. */
    atEnd: Generated<number>;
    /** The exact bytes that were signed: submission, lab, user and evidence. */
    signedJson: string;
    signature: string;
    key: string;
  };
  lessonsRead: { user: string; lesson: string; at: string };
  lastLessons: { user: string; lesson: string; at: string };
  quizAnswers: { user: string; quiz: string; choice: number; correct: number; at: string };
}
