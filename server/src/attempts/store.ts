import type { GraderMemory } from '@drydock/grader';
import {
  Attempt,
  type AttemptState,
  type AttemptTimes,
  type Problem,
  type Step,
  type Submission,
  type SubmissionFile,
  Verdict,
} from '@drydock/model';
import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';

/** An attempt with what only the server knows of it. */
export interface StoredAttempt {
  readonly user: string;
  readonly attempt: Attempt;
  /** When the cluster was given to the student; checks with `since="start"` compare with it. */
  readonly startedAt: string;
  readonly activeAt: string;
  /** What the grader knows beside the cluster; undefined before the start state is there. */
  readonly memory?: GraderMemory | undefined;
}

type AttemptRow = Selectable<Schema['attempts']>;
export type AttemptChange = Partial<Omit<AttemptRow, 'id' | 'user' | 'lab'>>;
export type Store = ReturnType<typeof createStore>;

/** All that attempts leave in the database; each may be extended `extensions` times. Every write is on the disk when its promise resolves. */
export function createStore(database: Database, extensions: number) {
  async function assemble(row: AttemptRow): Promise<StoredAttempt> {
    const [steps, verdicts, submissions] = await Promise.all([
      database.selectFrom('steps').select('json').where('attempt', '=', row.id).orderBy('ordinal').execute(),
      database.selectFrom('verdicts').select('json').where('attempt', '=', row.id).orderBy('ordinal').execute(),
      database.selectFrom('submissions').selectAll().where('attempt', '=', row.id).orderBy('at', 'desc').execute(),
    ]);
    const { user, startedAt, activeAt, parametersJson, problemJson, memoryJson, extensions: used, ...plain } = row;
    return {
      user,
      startedAt,
      activeAt,
      memory: memoryJson ?? undefined,
      attempt: Attempt.parse({
        ...plain,
        parameters: parametersJson,
        problem: problemJson,
        steps: steps.map(({ json }) => json),
        verdicts: verdicts.map(({ json }) => json),
        submission: shownOf(submissions.map(toSubmission)),
        extensionsLeft: Math.max(0, extensions - used),
      }),
    };
  }

  return {
    async ensureUser(user: string): Promise<void> {
      await database
        .insertInto('users')
        .values({ id: user, createdAt: new Date().toISOString() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async insert({ user, attempt, startedAt, activeAt }: StoredAttempt): Promise<void> {
      await database
        .insertInto('attempts')
        .values({
          id: attempt.id,
          user,
          lab: attempt.lab,
          state: attempt.state,
          createdAt: attempt.createdAt,
          startedAt,
          activeAt,
          readyAt: attempt.readyAt,
          expiresAt: attempt.expiresAt,
          checkedAt: attempt.checkedAt,
          parametersJson: attempt.parameters,
          sandbox: attempt.sandbox,
          points: attempt.points,
          maxPoints: attempt.maxPoints,
          problemJson: attempt.problem,
          memoryJson: null,
        })
        .execute();
    },

    async find(id: string): Promise<StoredAttempt | undefined> {
      const row = await database.selectFrom('attempts').selectAll().where('id', '=', id).executeTakeFirst();
      return row && assemble(row);
    },

    async living(): Promise<StoredAttempt[]> {
      const rows = await database
        .selectFrom('attempts')
        .selectAll()
        .where('state', '<>', 'ended')
        .orderBy('createdAt')
        .execute();
      return Promise.all(rows.map(assemble));
    },

    async change(id: string, change: AttemptChange): Promise<void> {
      await database.updateTable('attempts').set(change).where('id', '=', id).execute();
    },

    async saveState(id: string, state: AttemptState, problem: Problem | null): Promise<void> {
      await this.change(id, { state, problemJson: problem });
    },

    async saveTimes(id: string, { readyAt, expiresAt, checkedAt, extensionsLeft }: AttemptTimes): Promise<void> {
      const used = extensionsLeft === undefined ? {} : { extensions: Math.max(0, extensions - extensionsLeft) };
      await this.change(id, { readyAt, expiresAt, checkedAt, ...used });
    },

    async saveStep(attempt: string, ordinal: number, step: Step): Promise<void> {
      await database
        .insertInto('steps')
        .values({ attempt, ordinal, id: step.id, json: step })
        .onConflict((conflict) => conflict.columns(['attempt', 'id']).doUpdateSet({ json: step }))
        .execute();
    },

    /** Saves those of `all` that are in `changed`, at their place in `all`. */
    async saveVerdicts(
      attempt: string,
      all: readonly Verdict[],
      changed: readonly Verdict[],
      points: number,
    ): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        for (const [ordinal, verdict] of all.entries()) {
          if (!changed.includes(verdict)) continue;
          await transaction
            .insertInto('verdicts')
            .values({ attempt, ordinal, task: verdict.task, check: verdict.check, json: verdict })
            .onConflict((conflict) => conflict.columns(['attempt', 'task', 'check']).doUpdateSet({ json: verdict }))
            .execute();
        }
        await transaction.updateTable('attempts').set({ points }).where('id', '=', attempt).execute();
      });
    },

    /** Forgets steps, verdicts and what the grader remembers but `memory`, as a reset does, and goes on with these parameters; hints stay revealed and submissions stay stored. */
    async forgetRun(
      attempt: string,
      parameters: Attempt['parameters'],
      memory: GraderMemory | undefined,
    ): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('steps').where('attempt', '=', attempt).execute();
        await transaction.deleteFrom('verdicts').where('attempt', '=', attempt).execute();
        await transaction
          .updateTable('attempts')
          .set({
            points: 0,
            readyAt: null,
            checkedAt: null,
            parametersJson: parameters,
            memoryJson: memory ?? null,
          })
          .where('id', '=', attempt)
          .execute();
      });
    },

    async hints(attempt: string): Promise<Map<string, number>> {
      const rows = await database.selectFrom('hints').selectAll().where('attempt', '=', attempt).execute();
      return new Map(rows.map(({ task, check, revealed }) => [`${task}/${check}`, revealed]));
    },

    async saveHints(attempt: string, task: string, check: string, revealed: number): Promise<void> {
      await database
        .insertInto('hints')
        .values({ attempt, task, check, revealed })
        .onConflict((conflict) => conflict.columns(['attempt', 'task', 'check']).doUpdateSet({ revealed }))
        .execute();
    },

    async saveSubmission(row: Insertable<Schema['submissions']>): Promise<void> {
      await database.insertInto('submissions').values(row).execute();
    },

    /** The signed text of a submission of this user; undefined when there is none, or it is someone else's. */
    async submissionFile(user: string, id: string): Promise<SubmissionFile | undefined> {
      const row = await database
        .selectFrom('submissions')
        .select(['signedJson', 'signature', 'key'])
        .where('id', '=', id)
        .where('user', '=', user)
        .executeTakeFirst();
      return row && { version: 1, signed: row.signedJson, signature: row.signature, key: row.key };
    },
  };
}

/** A stored submission as the API shows it. */
export function toSubmission(
  row: Omit<Selectable<Schema['submissions']>, 'signedJson' | 'signature' | 'key' | 'user' | 'lab'>,
): Submission {
  return {
    id: row.id,
    attempt: row.attempt,
    at: row.at,
    points: row.points,
    maxPoints: row.maxPoints,
    verdicts: z.array(Verdict).parse(row.verdictsJson),
    ...(row.atEnd && { atEnd: true }),
  };
}

/** Which submission of an attempt is shown, of all, the latest first: the student's own, unless the one at the end is better. */
function shownOf(submissions: readonly Submission[]): Submission | null {
  const own = submissions.find(({ atEnd }) => !atEnd);
  const last = submissions.find(({ atEnd }) => atEnd);
  return last && (!own || last.points > own.points) ? last : (own ?? null);
}
