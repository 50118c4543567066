import type { Kysely } from 'kysely';
import { migrations, versionOf } from './migrations.ts';
import type { Schema } from './schema.ts';

/** Drydock 0.1.0 kept its own record of migrations. */
type Released = Pick<Schema, 'kysely_migration'> & { migrations: { id: number; name: string; at: string } };

/**
 * Takes over a database of Drydock 0.1.0: what its own record calls done is done for Kysely's Migrator
 * too. The row it adds there makes 0.1.0 refuse the database from then on.
 */
export async function adoptReleased(database: Kysely<Schema>): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  const names = new Set(tables.map(({ name }) => name));
  if (!names.has('migrations') || names.has('kysely_migration')) return;
  await database
    .withTables<Released>()
    .transaction()
    .execute(async (transaction) => {
      const done = await transaction.selectFrom('migrations').select(['id', 'at']).execute();
      await transaction.schema
        .createTable('kysely_migration')
        .addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey())
        .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
        .execute();
      for (const name of Object.keys(migrations)) {
        const row = done.find(({ id }) => id === versionOf(name));
        if (row) await transaction.insertInto('kysely_migration').values({ name, timestamp: row.at }).execute();
      }
      const at = new Date().toISOString();
      const note = { id: 6, name: 'kept by Kysely from here on', at };
      await transaction.insertInto('migrations').values(note).execute();
    });
}
