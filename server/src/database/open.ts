import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CourseError } from '@drydock/model';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { migrations as released } from './migrations.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite.ts';

export type Database = Kysely<Schema>;

/**
 * The database `drydock.sqlite` of a data directory, brought up to date in one transaction. A database written by a newer Drydock
 * is left alone: `conflict`.
 */
export async function openDatabase(dataDirectory: string, migrations = released): Promise<Database> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const path = join(dataDirectory, 'drydock.sqlite');
  const database: Database = new Kysely({ dialect: new SqliteDialect({ database: openSqlite(path) }) });
  try {
    await migrate(database, path, migrations);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

async function migrate(database: Database, path: string, migrations: typeof released): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`create table if not exists migrations (id integer primary key, name text not null, at text not null) strict`.execute(
      transaction,
    );
    const done = await transaction.selectFrom('migrations').select('id').execute();
    const last = Math.max(0, ...done.map((row) => row.id));
    const known = Math.max(0, ...migrations.map((migration) => migration.id));
    if (last > known) {
      throw new CourseError(
        'conflict',
        `${path} was written by a newer Drydock (its version is ${last}, this program knows ${known}).`,
        'Update this checkout, or point DRYDOCK_DATA to another directory.',
      );
    }
    for (const migration of migrations.filter(({ id }) => id > last)) {
      for (const statement of migration.sql) await sql.raw(statement).execute(transaction);
      await transaction
        .insertInto('migrations')
        .values({ id: migration.id, name: migration.name, at: new Date().toISOString() })
        .execute();
    }
  });
}
