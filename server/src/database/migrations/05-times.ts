import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

interface Then {
  attempts: { state: string; expiresAt: string | null };
}

/** Time that counts from ready, extensions, and what was graded at the end. */
export const times: Migration = {
  async up(database: Kysely<Then>) {
    const { schema } = database;
    await schema.alterTable('attempts').addColumn('checkedAt', 'text').execute();
    await schema
      .alterTable('attempts')
      .addColumn('extensions', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema
      .alterTable('submissions')
      .addColumn('atEnd', 'boolean', (column) => column.notNull().defaultTo(false))
      .execute();
    await database
      .updateTable('attempts')
      .set({ expiresAt: null })
      .where('state', 'in', ['queued', 'starting', 'setup'])
      .execute();
  },
};
