import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How much output of a run is kept, so that a student's share can be counted without reading it. */
export const keptBytes: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .alterTable('cellRuns')
      .addColumn('keptBytes', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
