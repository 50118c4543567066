import { CourseError } from '@drydock/model';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { adoptReleased } from './adopt-released.ts';
import type { Backend } from './backend.ts';
import { migrations as released, type Migrations, versionOf } from './migrations.ts';
import type { Schema } from './schema.ts';
import { sqliteIn } from './sqlite.ts';

export type Database = Kysely<Schema>;

/** Opens the database of a data directory and migrates it. */
export function openDatabase(dataDirectory: string, migrations = released): Promise<Database> {
  return openBackend(sqliteIn(dataDirectory), migrations);
}

/**
 * Opens a database and brings it up to date in one transaction. One written by a newer Drydock is left
 * alone: `conflict`.
 */
async function openBackend({ dialect, place }: Backend, migrations: Migrations): Promise<Database> {
  const database: Database = new Kysely({ dialect });
  try {
    await adoptReleased(database);
    await refuseNewer(database, place, migrations);
    const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
    const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
    if (error) throw error;
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

async function refuseNewer(database: Database, place: string, migrations: Migrations): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return;
  const done = await database.selectFrom('kysely_migration').select('name').execute();
  const newer = done.filter(({ name }) => !(name in migrations)).map(({ name }) => versionOf(name));
  if (newer.length === 0) return;
  const known = Math.max(...Object.keys(migrations).map(versionOf));
  throw new CourseError(
    'conflict',
    `${place} was written by a newer Drydock (its version is ${Math.max(...newer)}, this program knows ${known}).`,
    'Update this checkout, or point DRYDOCK_DATA to another directory.',
  );
}
