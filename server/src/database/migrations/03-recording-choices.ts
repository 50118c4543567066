import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What students chose about the recording of their attempts. */
export const recordingChoices: Migration = {
  up: ({ schema }: Kysely<unknown>) =>
    schema
      .createTable('recordingChoices')
      .addColumn('attempt', 'text', (column) => column.primaryKey().references('attempts.id').onDelete('cascade'))
      .addColumn('isOn', 'boolean', (column) => column.notNull())
      .addColumn('hasInput', 'boolean', (column) => column.notNull())
      .execute(),
};
