import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The tasks whose end each student has reached, and after which of them an attempt began. */
export const resumePoints: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('resumePoints')
      .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('lab', 'text', (column) => column.notNull())
      .addColumn('task', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('resumePointsKey', ['user', 'lab', 'task'])
      .execute();
    await schema.alterTable('attempts').addColumn('from', 'text').execute();
  },
};
