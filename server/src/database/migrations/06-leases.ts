import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

interface Then {
  attempts: { id: string; user: string } & Moved;
  leases: { id: string; user: string; purpose: string } & Moved;
}

/** What an attempt knew of its sandbox and its time. */
interface Moved {
  sandbox: string | null;
  activeAt: string;
  readyAt: string | null;
  expiresAt: string | null;
  extensions: number;
}

const moved = ['sandbox', 'activeAt', 'readyAt', 'expiresAt', 'extensions'] as const;

/** The hold on a sandbox, taken out of the attempts. */
export const leases: Migration = {
  async up(database: Kysely<Then>) {
    await database.schema
      .createTable('leases')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('sandbox', 'text')
      .addColumn('activeAt', 'text', (column) => column.notNull())
      .addColumn('readyAt', 'text')
      .addColumn('expiresAt', 'text')
      .addColumn('extensions', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await database
      .insertInto('leases')
      .columns(['id', 'user', 'purpose', ...moved])
      .expression((query) =>
        query.selectFrom('attempts').select((select) => ['id', 'user', select.val('attempt').as('purpose'), ...moved]),
      )
      .execute();
    for (const column of moved) await database.schema.alterTable('attempts').dropColumn(column).execute();
  },
};
