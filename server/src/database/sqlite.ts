import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  type CreateTableNode,
  type DataTypeNode,
  type DialectAdapter,
  type SqliteDatabase,
  SqliteAdapter,
  SqliteDialect,
  SqliteQueryCompiler,
} from 'kysely';
import { fail } from '../text/fail.ts';
import { type Backend, booleanColumns, jsonColumns } from './backend.ts';

/**
 * The SQLite file `drydock.sqlite` of a data directory, through node:sqlite. WAL keeps readers and the
 * writer apart and survives `kill -9`; a full disk becomes `no_disk`.
 */
export function sqliteIn(dataDirectory: string): Backend {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const place = join(dataDirectory, 'drydock.sqlite');
  return { place, dialect: new StrictSqliteDialect({ database: openFile(place) }) };
}

/** SQLite with typed tables; its schema changes are as transactional as everything else. */
class StrictSqliteDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter();
  }
  override createQueryCompiler(): SqliteQueryCompiler {
    return new StrictCompiler();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class StrictCompiler extends SqliteQueryCompiler {
  protected override visitCreateTable(node: CreateTableNode): void {
    super.visitCreateTable(node);
    this.append(' strict');
  }
  protected override visitDataType({ dataType }: DataTypeNode): void {
    const isNumber = dataType === 'integer' || dataType === 'boolean';
    this.append(isNumber ? 'integer' : 'text');
  }
}

function openFile(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true });
  database.exec('pragma journal_mode = wal; pragma synchronous = full;');
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = translate(path, () => database.prepare(sql));
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => translate(path, () => statement.all(...parameters.map(encode)).map(decode)),
        // A full disk has rolled back already; a second time would hide why.
        run: (parameters) =>
          sql === 'rollback' && !database.isTransaction
            ? { changes: 0, lastInsertRowid: 0 }
            : translate(path, () => statement.run(...parameters.map(encode))),
        *iterate(parameters) {
          for (const row of statement.iterate(...parameters.map(encode))) yield decode(row);
        },
      };
    },
  };
}

function encode(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  throw new TypeError(`SQLite cannot store ${typeof value}`);
}

function decode(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (booleanColumns.has(column) && typeof value === 'number') return [column, value === 1];
      if (jsonColumns.has(column) && typeof value === 'string') return [column, JSON.parse(value)];
      return [column, value];
    }),
  );
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
