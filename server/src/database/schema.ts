import type { GraderMemory } from '@drydock/grader';
import type {
  Attempt,
  AttemptState,
  CellState,
  LeasePurpose,
  PlaygroundState,
  Problem,
  CellFiles,
  SandboxProfile,
  Step,
  Verdict,
} from '@drydock/model';
import type { Generated } from 'kysely';

/** Every table of the database. Times are ISO 8601 in UTC. Which columns hold booleans and JSON: backend.ts. */
export interface Schema {
  kysely_migration: { name: string; timestamp: string };
  users: { id: string; createdAt: string };
  /** The hold of an attempt or a playground on its sandbox, under the same id. */
  leases: {
    id: string;
    user: string;
    purpose: LeasePurpose;
    sandbox: string | null;
    activeAt: string;
    readyAt: string | null;
    expiresAt: string | null;
    /** How often the student asked for more time since this sandbox was new. */
    extensions: Generated<number>;
  };
  attempts: {
    id: string;
    user: string;
    lab: string;
    state: AttemptState;
    createdAt: string;
    startedAt: string;
    checkedAt: Generated<string | null>;
    parametersJson: Attempt['parameters'];
    points: number;
    maxPoints: number;
    problemJson: Problem | null;
    /** What the grader remembers beside the cluster; null before the start state is there. */
    memoryJson: GraderMemory | null;
    /** The task after which it began; null where nothing was done. */
    from: Generated<string | null>;
  };
  /** The tasks of labs whose end a student has reached: a later attempt may begin after them. */
  resumePoints: { user: string; lab: string; task: string; at: string };
  steps: { attempt: string; ordinal: number; id: string; json: Step };
  verdicts: { attempt: string; ordinal: number; task: string; check: string; json: Verdict };
  hints: { attempt: string; task: string; check: string; revealed: number };
  recordingChoices: { attempt: string; isOn: boolean; hasInput: boolean };
  submissions: {
    id: string;
    attempt: string;
    user: string;
    lab: string;
    at: string;
    points: number;
    maxPoints: number;
    verdictsJson: Verdict[];
    /** True when the server made it because the time was up. */
    atEnd: Generated<boolean>;
    /** The exact bytes that were signed: submission, lab, user and evidence. */
    signedJson: string;
    signature: string;
    key: string;
  };
  playgrounds: {
    id: string;
    user: string;
    profile: SandboxProfile;
    state: PlaygroundState;
    createdAt: string;
    stepsJson: Step[];
    problemJson: Problem | null;
    /** Null until a lesson needs a private registry. */
    registryPassword: Generated<string | null>;
  };
  /** The last run of each cell of a student, and those that wait or run. Ids sort by time. */
  cellRuns: {
    id: string;
    user: string;
    playground: string;
    lesson: string;
    cell: string;
    source: string;
    /** What is written into the workspace before it runs. */
    filesJson: CellFiles;
    state: CellState;
    exitCode: number | null;
    startedAt: string | null;
    endedAt: string | null;
    problemJson: Problem | null;
    /** Bytes of its output in `cellOutputs`, at most. */
    keptBytes: Generated<number>;
  };
  cellOutputs: { run: string; offset: number; text: string };
  /** What students made of the manifests of lessons. */
  cellEdits: { user: string; lesson: string; cell: string; text: string };
  lessonsRead: { user: string; lesson: string; at: string };
  lastLessons: { user: string; lesson: string; at: string };
  quizAnswers: { user: string; quiz: string; choice: number; correct: boolean; at: string };
}
