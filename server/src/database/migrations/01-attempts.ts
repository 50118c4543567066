import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Students, attempts, submissions and progress. */
export const attempts: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    await schema
      .createTable('users')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('createdAt', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('attempts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('lab', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'text', (column) => column.notNull())
      .addColumn('startedAt', 'text', (column) => column.notNull())
      .addColumn('activeAt', 'text', (column) => column.notNull())
      .addColumn('readyAt', 'text')
      .addColumn('expiresAt', 'text')
      .addColumn('parametersJson', 'json', (column) => column.notNull())
      .addColumn('sandbox', 'text')
      .addColumn('points', 'integer', (column) => column.notNull())
      .addColumn('maxPoints', 'integer', (column) => column.notNull())
      .addColumn('problemJson', 'json')
      .execute();
    await schema
      .createIndex('livingAttempt')
      .on('attempts')
      .columns(['user', 'lab'])
      .unique()
      .where(sql.ref('state'), '<>', 'ended')
      .execute();
    await schema.createIndex('attemptsOfUser').on('attempts').columns(['user', 'createdAt']).execute();
    await createParts(database);
    await createSubmissions(database);
    await createProgress(database);
  },
};

async function createParts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('steps')
    .addColumn('attempt', 'text', (column) => column.notNull().references('attempts.id').onDelete('cascade'))
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('json', 'json', (column) => column.notNull())
    .addPrimaryKeyConstraint('stepsKey', ['attempt', 'id'])
    .execute();
  await schema
    .createTable('verdicts')
    .addColumn('attempt', 'text', (column) => column.notNull().references('attempts.id').onDelete('cascade'))
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('task', 'text', (column) => column.notNull())
    .addColumn('check', 'text', (column) => column.notNull())
    .addColumn('json', 'json', (column) => column.notNull())
    .addPrimaryKeyConstraint('verdictsKey', ['attempt', 'task', 'check'])
    .execute();
  await schema
    .createTable('hints')
    .addColumn('attempt', 'text', (column) => column.notNull().references('attempts.id').onDelete('cascade'))
    .addColumn('task', 'text', (column) => column.notNull())
    .addColumn('check', 'text', (column) => column.notNull())
    .addColumn('revealed', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('hintsKey', ['attempt', 'task', 'check'])
    .execute();
}

async function createSubmissions({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('submissions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('attempt', 'text', (column) => column.notNull().references('attempts.id'))
    .addColumn('user', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('lab', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('points', 'integer', (column) => column.notNull())
    .addColumn('maxPoints', 'integer', (column) => column.notNull())
    .addColumn('verdictsJson', 'json', (column) => column.notNull())
    .addColumn('signedJson', 'text', (column) => column.notNull())
    .addColumn('signature', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('submissionsOfUser').on('submissions').columns(['user', 'lab', 'points']).execute();
  await schema.createIndex('submissionsOfAttempt').on('submissions').columns(['attempt', 'at']).execute();
}

async function createProgress({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('lessonsRead')
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('lesson', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('lessonsReadKey', ['user', 'lesson'])
    .execute();
  await schema
    .createTable('quizAnswers')
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('quiz', 'text', (column) => column.notNull())
    .addColumn('choice', 'integer', (column) => column.notNull())
    .addColumn('correct', 'boolean', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('quizAnswersKey', ['user', 'quiz'])
    .execute();
}
