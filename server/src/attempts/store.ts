import type { GraderMemory } from '@drydock/grader';
import {
  Attempt,
  type AttemptEvent,
  type AttemptState,
  type Lease,
  type Step,
  type SubmissionFile,
  type Verdict,
} from '@drydock/model';
import type { Insertable, Selectable } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import type { Owned } from '../identity/may.ts';
import { leaseColumns, type LeaseStore } from '../leases/store.ts';
import { createReachedPoints, type ReachedPoints } from './resume/reached.ts';
import { shownOf, toSubmission } from '../submissions/shown.ts';

/** An attempt with what only the server knows of it. */
export interface StoredAttempt {
  readonly user: string;
  readonly attempt: Attempt;
  /** When the cluster was given to the student; checks with `since="start"` compare with it. */
  readonly startedAt: string;
  /** Its hold on a sandbox; what the attempt shows of that is kept here. */
  readonly lease: Lease;
  /** What the grader knows beside the cluster; undefined before the start state is there. */
  readonly memory?: GraderMemory | undefined;
}

type AttemptRow = Selectable<Schema['attempts']>;
type LeasedRow = AttemptRow & Omit<Selectable<Schema['leases']>, 'id' | 'user'>;
export type AttemptChange = Partial<Omit<AttemptRow, 'id' | 'user' | 'lab'>>;

/** All that attempts leave in the database. Every write is on the disk when its promise resolves. */
export interface Store {
  readonly reached: ReachedPoints;
  ensureUser(user: string): Promise<void>;
  insert(stored: StoredAttempt): Promise<void>;
  find(id: string): Promise<StoredAttempt | undefined>;
  /** Those that have not ended, the oldest first. */
  living(): Promise<StoredAttempt[]>;
  /** Stores what an event changed; `after` is the attempt with it. */
  save(event: AttemptEvent, after: Attempt): Promise<void>;
  change(id: string, change: AttemptChange): Promise<void>;
  /**
   * Forgets steps, verdicts, points and what the grader remembers but `memory`, as a reset does. Hints
   * stay revealed and submissions stay stored.
   */
  forgetRun(
    id: string,
    state: AttemptState,
    parameters: Attempt['parameters'],
    memory: GraderMemory | undefined,
  ): Promise<void>;
  /** How many hints of each check (`task/check`) are revealed. */
  hints(attempt: string): Promise<Map<string, number>>;
  saveHints(attempt: string, task: string, check: string, revealed: number): Promise<void>;
  saveSubmission(row: Insertable<Schema['submissions']>): Promise<void>;
  /** The signed text of a submission, and whose it is; undefined if there is none. */
  submissionFile(id: string): Promise<(Owned & { readonly file: SubmissionFile }) | undefined>;
}

export function createStore(database: Database, leases: LeaseStore): Store {
  const leased = () =>
    database
      .selectFrom('attempts')
      .innerJoin('leases', 'leases.id', 'attempts.id')
      .selectAll('attempts')
      .select(leaseColumns);

  async function assemble(row: LeasedRow): Promise<StoredAttempt> {
    const [steps, verdicts, submissions] = await Promise.all([
      database.selectFrom('steps').select('json').where('attempt', '=', row.id).orderBy('ordinal').execute(),
      database.selectFrom('verdicts').select('json').where('attempt', '=', row.id).orderBy('ordinal').execute(),
      database.selectFrom('submissions').selectAll().where('attempt', '=', row.id).orderBy('at', 'desc').execute(),
    ]);
    const { user, startedAt, parametersJson, problemJson, memoryJson, from, ...plain } = row;
    const lease = leases.read(row);
    return {
      user,
      startedAt,
      lease,
      memory: memoryJson ?? undefined,
      attempt: Attempt.parse({
        ...plain,
        ...(from !== null && { from }),
        extensionsLeft: lease.extensionsLeft,
        parameters: parametersJson,
        problem: problemJson,
        steps: steps.map(({ json }) => json),
        verdicts: verdicts.map(({ json }) => json),
        submission: shownOf(submissions.map(toSubmission)),
      }),
    };
  }

  async function change(id: string, changed: AttemptChange): Promise<void> {
    await database.updateTable('attempts').set(changed).where('id', '=', id).execute();
  }

  async function saveStep({ id: attempt, steps }: Attempt, step: Step): Promise<void> {
    const ordinal = steps.findIndex(({ id }) => id === step.id);
    await database
      .insertInto('steps')
      .values({ attempt, ordinal, id: step.id, json: step })
      .onConflict((conflict) => conflict.columns(['attempt', 'id']).doUpdateSet({ json: step }))
      .execute();
  }

  async function saveVerdicts({ id, verdicts, points }: Attempt, changed: readonly Verdict[]): Promise<void> {
    await database.transaction().execute(async (transaction) => {
      for (const [ordinal, verdict] of verdicts.entries()) {
        if (!changed.includes(verdict)) continue;
        const { task, check } = verdict;
        await transaction
          .insertInto('verdicts')
          .values({ attempt: id, ordinal, task, check, json: verdict })
          .onConflict((conflict) => conflict.columns(['attempt', 'task', 'check']).doUpdateSet({ json: verdict }))
          .execute();
      }
      await transaction.updateTable('attempts').set({ points }).where('id', '=', id).execute();
    });
  }

  return {
    reached: createReachedPoints(database),

    async ensureUser(user) {
      await database
        .insertInto('users')
        .values({ id: user, createdAt: new Date().toISOString() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async insert({ user, attempt, startedAt, lease }) {
      await database.transaction().execute(async (transaction) => {
        await leases.insert(lease, transaction);
        await transaction
          .insertInto('attempts')
          .values({
            id: attempt.id,
            user,
            lab: attempt.lab,
            state: attempt.state,
            createdAt: attempt.createdAt,
            startedAt,
            checkedAt: attempt.checkedAt,
            parametersJson: attempt.parameters,
            points: attempt.points,
            maxPoints: attempt.maxPoints,
            problemJson: attempt.problem,
            memoryJson: null,
            from: attempt.from ?? null,
          })
          .execute();
      });
    },

    async find(id) {
      const row = await leased().where('attempts.id', '=', id).executeTakeFirst();
      return row && assemble(row);
    },

    async living() {
      const rows = await leased().where('state', '<>', 'ended').orderBy('createdAt').execute();
      return Promise.all(rows.map(assemble));
    },

    change,

    save(event, after) {
      switch (event.type) {
        case 'state':
          return change(after.id, { state: event.state, problemJson: event.problem });
        case 'step':
          return saveStep(after, event.step);
        case 'verdicts':
          return saveVerdicts(after, event.verdicts);
        case 'times':
          return change(after.id, { checkedAt: after.checkedAt });
        default:
          return Promise.resolve();
      }
    },

    async forgetRun(attempt, state, parameters, memory) {
      await database.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('steps').where('attempt', '=', attempt).execute();
        await transaction.deleteFrom('verdicts').where('attempt', '=', attempt).execute();
        await transaction
          .updateTable('attempts')
          .set({
            state,
            problemJson: null,
            points: 0,
            checkedAt: null,
            parametersJson: parameters,
            memoryJson: memory ?? null,
          })
          .where('id', '=', attempt)
          .execute();
      });
    },

    async hints(attempt) {
      const rows = await database.selectFrom('hints').selectAll().where('attempt', '=', attempt).execute();
      return new Map(rows.map(({ task, check, revealed }) => [`${task}/${check}`, revealed]));
    },

    async saveHints(attempt, task, check, revealed) {
      await database
        .insertInto('hints')
        .values({ attempt, task, check, revealed })
        .onConflict((conflict) => conflict.columns(['attempt', 'task', 'check']).doUpdateSet({ revealed }))
        .execute();
    },

    async saveSubmission(row) {
      await database.insertInto('submissions').values(row).execute();
    },

    async submissionFile(id) {
      const row = await database
        .selectFrom('submissions')
        .select(['user', 'signedJson', 'signature', 'key'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return undefined;
      const { user: owner, signedJson: signed, signature, key } = row;
      return { owner, file: { version: 1, signed, signature, key } };
    },
  };
}
