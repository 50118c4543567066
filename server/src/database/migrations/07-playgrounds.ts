import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Playgrounds, and the cells that were run in them. */
export const playgrounds: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    await schema
      .createTable('playgrounds')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('profile', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'text', (column) => column.notNull())
      .addColumn('stepsJson', 'json', (column) => column.notNull())
      .addColumn('problemJson', 'json')
      .execute();
    await schema
      .createIndex('livingPlayground')
      .on('playgrounds')
      .columns(['user', 'profile'])
      .unique()
      .where(sql.ref('state'), '<>', 'ended')
      .execute();
    await createCells(database);
  },
};

async function createCells({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('cellRuns')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('playground', 'text', (column) => column.notNull().references('playgrounds.id').onDelete('cascade'))
    .addColumn('lesson', 'text', (column) => column.notNull())
    .addColumn('cell', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('filesJson', 'json', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('exitCode', 'integer')
    .addColumn('startedAt', 'text')
    .addColumn('endedAt', 'text')
    .addColumn('problemJson', 'json')
    .execute();
  await schema.createIndex('cellRunsOfLesson').on('cellRuns').columns(['user', 'lesson', 'cell', 'id']).execute();
  await schema.createIndex('cellRunsOfPlayground').on('cellRuns').columns(['playground', 'state']).execute();
  await schema
    .createTable('cellOutputs')
    .addColumn('run', 'text', (column) => column.notNull().references('cellRuns.id').onDelete('cascade'))
    .addColumn('offset', 'integer', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('cellOutputsKey', ['run', 'offset'])
    .execute();
  await schema
    .createTable('cellEdits')
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('lesson', 'text', (column) => column.notNull())
    .addColumn('cell', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('cellEditsKey', ['user', 'lesson', 'cell'])
    .execute();
}
