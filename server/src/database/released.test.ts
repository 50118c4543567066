import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStore } from '../attempts/store.ts';
import { createProgressBook } from '../course/progress.ts';
import { createLeaseStore } from '../leases/store.ts';
import { createChoices } from '../recordings/choices.ts';
import { openDatabase, type Database } from './open.ts';

const dump = readFileSync(new URL('testing/drydock-0.1.0.sql', import.meta.url), 'utf8');
const ids = {
  timeUp: 'a671c693c887ef6f',
  ended: 'bd72a5927b3770f6',
  ready: 'b93889c3e55c4cab',
  lost: '8146f70dafc3e6b8',
  failed: 'dad8310c32c7d762',
  setup: '397e510a0f3ececa',
};

let directory: string;
let before: Map<string, Record<string, unknown>[]>;
let database: Database;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-released-'));
  const released = new DatabaseSync(join(directory, 'drydock.sqlite'));
  released.exec(dump);
  before = rowsOf(released);
  released.close();
  database = await openDatabase(directory);
});
afterEach(async () => {
  await database.destroy();
  rmSync(directory, { recursive: true, force: true });
});

function rowsOf(source: DatabaseSync): Map<string, Record<string, unknown>[]> {
  const tables = source.prepare("select name from sqlite_master where type = 'table'").all();
  return new Map(
    tables.map(({ name }) => [String(name), source.prepare(`select * from "${String(name)}" order by rowid`).all()]),
  );
}

describe('a database of Drydock 0.1.0', () => {
  test('keeps every row of every table', async () => {
    await database.destroy();
    const migrated = new DatabaseSync(join(directory, 'drydock.sqlite'));
    const after = rowsOf(migrated);
    migrated.close();
    const leases = new Map(after.get('leases')?.map((lease) => [lease['id'], lease]));
    // What an attempt knew of its sandbox and its time is in its lease.
    const whole = (table: string, row: Record<string, unknown>) =>
      table === 'attempts' ? { ...leases.get(row['id']), ...row } : row;
    const kept = [...before].map(([table, rows]) => [
      table,
      after
        .get(table)
        ?.slice(0, rows.length)
        .map((row) => whole(table, row)),
    ]);
    expect(kept).toMatchObject([...before]);
    expect(before.size).toBe(11);
    expect(leases.size).toBe(before.get('attempts')?.length);
    database = await openDatabase(directory);
  });

  test('has the tables and columns of a new one', async () => {
    const fresh = await openDatabase(join(directory, 'fresh'));
    const shapeOf = async (of: Database) =>
      new Map(
        (await of.introspection.getTables()).map(({ name, columns }) => [
          name,
          columns
            .map(
              (column) => `${column.name} ${column.dataType.toLowerCase()} ${column.hasDefaultValue ? 'default' : ''}`,
            )
            .sort(),
        ]),
      );
    const [released, made] = [await shapeOf(database), await shapeOf(fresh)];
    await fresh.destroy();
    released.delete('migrations');
    expect(released).toEqual(made);
  });

  test('is refused by 0.1.0 from then on', async () => {
    const file = new DatabaseSync(join(directory, 'drydock.sqlite'));
    const known = 5;
    expect(file.prepare('select max(id) as last from migrations').get()).toEqual({ last: known + 1 });
    file.close();
  });

  test('has each attempt in its state, with steps, verdicts, problem, times and memory', async () => {
    const store = createStore(database, createLeaseStore(database, 3));
    const found = await store.living();
    expect(found.map(({ attempt: { id, state } }) => [id, state])).toEqual([
      [ids.ready, 'ready'],
      [ids.lost, 'lost'],
      [ids.failed, 'failed'],
      [ids.setup, 'setup'],
    ]);
    expect(await store.find(ids.ready)).toMatchObject({
      user: 'student',
      startedAt: '2026-11-27T13:46:29.187Z',
      lease: { purpose: 'attempt', user: 'student', sandbox: 'jeoopz35lf', extensionsLeft: 2 },
      memory: { made: ['the-first-object'], system: { cluster: 'this-cluster' } },
      attempt: {
        sandbox: 'jeoopz35lf',
        parameters: { token: 'tnzhmdz8' },
        readyAt: '2026-11-27T13:46:29.221Z',
        expiresAt: '2026-11-27T18:46:29.221Z',
        extensionsLeft: 2,
        problem: null,
        submission: { points: 2, maxPoints: 5 },
        steps: { length: 6 },
        verdicts: [
          { check: 'request', outcome: 'fail', hints: { length: 1 } },
          { check: 'memory' },
          { check: 'running' },
        ],
      },
    });
    const { attempt: lost } = (await store.find(ids.lost)) ?? {};
    expect(lost?.problem).toMatchObject({
      code: 'sandbox_lost',
      zh: { message: expect.stringContaining('ir36ecq0lt') },
    });
    expect((await store.find(ids.failed))?.attempt.problem?.code).toBe('cluster_unreachable');
    expect(await store.hints(ids.ready)).toEqual(new Map([['limits/request', 1]]));
  });

  test('has submissions, signed and made at the end, under the very text that was signed', async () => {
    const store = createStore(database, createLeaseStore(database, 3));
    const { attempt } = (await store.find(ids.timeUp)) ?? {};
    expect(attempt).toMatchObject({
      state: 'ended',
      submission: { atEnd: true, points: 2 },
      problem: { code: 'timeout' },
    });
    const { submission } = (await store.find(ids.ended))?.attempt ?? {};
    expect(submission).not.toHaveProperty('atEnd');
    const { owner, file } = (await store.submissionFile(submission?.id ?? '')) ?? {};
    expect(owner).toBe('student');
    const row = before.get('submissions')?.find(({ attempt: of }) => of === ids.ended);
    expect(file).toEqual({ version: 1, signed: row?.['signedJson'], signature: row?.['signature'], key: row?.['key'] });
  });

  test('has what students chose to record, and their progress', async () => {
    const choices = createChoices(database);
    expect(await choices.find(ids.ready)).toEqual({ on: true, input: true });
    expect(await choices.find(ids.lost)).toEqual({ on: false, input: false });
    expect(await choices.find(ids.setup)).toBeUndefined();
    const progress = createProgressBook(database, createStore(database, createLeaseStore(database, 3)), {
      list: () => [],
    });
    expect(await progress.read('student')).toMatchObject({
      labs: { 'memory-limit': { best: { points: 5 } } },
      lessons: { 'resources/memory': 'read', 'storage/claims': 'read' },
      quizzes: { q1: { choice: 2, correct: true }, q2: { choice: 0, correct: false } },
      last: { lesson: 'storage/claims' },
    });
  });
});
