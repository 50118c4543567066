import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The lesson each student opened last. */
export const lastLessons: Migration = {
  up: ({ schema }: Kysely<unknown>) =>
    schema
      .createTable('lastLessons')
      .addColumn('user', 'text', (column) => column.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('lesson', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .execute(),
};
