import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';
import { fail } from '../text/fail.ts';

/**
 * node:sqlite in the shape Kysely's SQLite dialect asks for. WAL keeps readers and the writer apart and survives `kill -9`;
 * a full disk becomes `no_disk`.
 */
export function openSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true });
  database.exec('pragma journal_mode = wal; pragma synchronous = full;');
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = translate(path, () => database.prepare(sql));
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => translate(path, () => statement.all(...values(parameters))),
        run: (parameters) => translate(path, () => statement.run(...values(parameters))),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return value;
    if (typeof value === 'boolean') return value ? 1 : 0;
    throw new TypeError(`SQLite cannot store ${typeof value}`);
  });
}

/** SQLITE_FULL and SQLITE_IOERR_WRITE of https://www.sqlite.org/rescode.html are what a full disk looks like. */
const fullDisk = new Set([13, 778]);

function translate<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && fullDisk.has(Number(error.errcode))) {
      throw fail('no_disk', (text) => text.diskFull(path), { cause: error });
    }
    throw error;
  }
}
