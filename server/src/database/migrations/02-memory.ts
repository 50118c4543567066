import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the grader remembers of an attempt. */
export const memory: Migration = {
  up: ({ schema }: Kysely<unknown>) => schema.alterTable('attempts').addColumn('memoryJson', 'json').execute(),
};
