import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttemptState } from '@drydock/model';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockDataDirectory } from './lock.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './open.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-database-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const now = new Date().toISOString();

describe('database', () => {
  test('is made once, kept, and migrated forward', async () => {
    const first = await openDatabase(directory);
    await first.insertInto('users').values({ id: 'student', createdAt: now }).execute();
    await first.destroy();
    const nick: Migration = { up: ({ schema }) => schema.alterTable('users').addColumn('nick', 'text').execute() };
    const second = await openDatabase(directory, { ...migrations, '99-nick-names': nick });
    expect(await second.selectFrom('users').selectAll().execute()).toEqual([
      { id: 'student', createdAt: now, nick: null },
    ]);
    expect((await second.selectFrom('kysely_migration').select('name').execute()).map(({ name }) => name)).toEqual([
      ...Object.keys(migrations),
      '99-nick-names',
    ]);
    await second.destroy();
  });

  test('a failed migration leaves everything as it was', async () => {
    await (await openDatabase(directory)).destroy();
    const broken: Migration = {
      async up({ schema }) {
        await schema.createTable('half').addColumn('id', 'text').execute();
        await schema.createTable('users').addColumn('id', 'text').execute();
      },
    };
    await expect(openDatabase(directory, { ...migrations, '98-broken': broken })).rejects.toThrow(/users/);
    const after = await openDatabase(directory);
    const tables = await sql<{ name: string }>`select name from sqlite_master where name = 'half'`.execute(after);
    expect(tables.rows).toEqual([]);
    await after.destroy();
  });

  test('a database of a newer Drydock is left alone', async () => {
    const later: Migration = { up: ({ schema }) => schema.createTable('later').addColumn('id', 'text').execute() };
    await (await openDatabase(directory, { ...migrations, '77-later': later })).destroy();
    await expect(openDatabase(directory)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('its version is 77'),
    });
  });

  test('one student has one living attempt per lab, held by the database', async () => {
    const database = await openDatabase(directory);
    await database.insertInto('users').values({ id: 'student', createdAt: now }).execute();
    const attempt = (id: string, state: AttemptState) =>
      database
        .insertInto('attempts')
        .values({
          id,
          user: 'student',
          lab: 'memory-limit',
          state,
          createdAt: now,
          startedAt: now,
          parametersJson: {},
          points: 0,
          maxPoints: 5,
          problemJson: null,
        })
        .execute();
    await attempt('first', 'ended');
    await attempt('second', 'ready');
    await expect(attempt('third', 'queued')).rejects.toThrow(/UNIQUE/);
    await database.destroy();
  });

  test('a full disk is told as no_disk', async () => {
    const database = await openDatabase(directory);
    await sql`pragma max_page_count = 1`.execute(database);
    const long = 'x'.repeat(1_000_000);
    await expect(database.insertInto('users').values({ id: long, createdAt: now }).execute()).rejects.toMatchObject({
      code: 'no_disk',
      fix: expect.stringContaining('Free some disk space'),
    });
    await database.destroy();
  });
});

describe('data directory', () => {
  test('is held by one server at a time', () => {
    {
      using held = lockDataDirectory(directory);
      expect(held).toBeDefined();
      expect(() => lockDataDirectory(directory)).toThrow(/Another Drydock server/);
    }
    using again = lockDataDirectory(directory);
    expect(again).toBeDefined();
  });

  test('that cannot be made is named', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(() => lockDataDirectory(join(directory, 'file', 'data'))).toThrow(/file\/data cannot be written/);
  });
});
