import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Progress, Submission } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../database/open.ts';
import { createClient, createTestMachine } from '../testing/start.ts';
import { makeBackup } from './backup.ts';
import { restoreBackup } from './restore.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
let folder: string;
beforeEach(async () => {
  machine = await createTestMachine();
  folder = await mkdtemp(join(tmpdir(), 'drydock-backup-'));
});
afterEach(async () => {
  await machine[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const data = () => join(machine.directory, 'data');
const backup = () => makeBackup({ dataDirectory: data(), to: join(folder, 'backups') });

/** A data directory as a server leaves it, without one. */
async function makeData(directory: string, user: string): Promise<void> {
  const database = await openDatabase(directory);
  await database.insertInto('users').values({ id: user, createdAt: new Date().toISOString() }).execute();
  await database.destroy();
  await writeFile(join(directory, 'cookie.key'), `key of ${user}`);
}

const usersIn = (directory: string) =>
  new DatabaseSync(join(directory, 'drydock.sqlite'))
    .prepare('select id from users')
    .all()
    .map(({ id }) => id);

describe('a backup', () => {
  test('of a running server brings students, progress, submissions, keys and recordings to an empty folder', async () => {
    const first = await machine.start({ students: 'browser' });
    const { id } = await first.ready();
    const submission = (await first.ask('POST', `/api/attempts/${id}/submit`)).json as Submission;
    await first.ask('POST', '/api/progress', { lesson: 'resources/memory' });
    const recording = join('recordings', id, 'workspace.cast');
    await mkdir(join(data(), 'recordings', id), { recursive: true });
    await writeFile(join(data(), recording), 'a recording\n');
    const made = await backup();
    await first.ask('POST', '/api/progress', { lesson: 'resources/metrics' });

    const elsewhere = join(folder, 'elsewhere');
    await restoreBackup({ folder: made.folder, dataDirectory: elsewhere, replace: false });
    expect(await readFile(join(elsewhere, recording), 'utf8')).toBe('a recording\n');
    const second = await machine.start({ students: 'browser', dataDirectory: elsewhere });
    const again = createClient(second.url, first.cookie());
    const progress = (await again.ask('GET', '/api/progress')).json as Progress;
    expect(progress.lessons).toEqual({ 'resources/memory': 'read' });
    expect((await again.ask('GET', `/api/submissions/${submission.id}`)).json).toEqual(
      (await first.ask('GET', `/api/submissions/${submission.id}`)).json,
    );
    expect(readFileSync(join(elsewhere, 'submission-key.pem'), 'utf8')).toBe(
      readFileSync(join(data(), 'submission-key.pem'), 'utf8'),
    );
  });

  test('holds what is committed, and nothing of a transaction that is open', async () => {
    await makeData(data(), 'first');
    const writer = new DatabaseSync(join(data(), 'drydock.sqlite'));
    const add = writer.prepare("insert into users (id, createdAt) values (?, '2026-01-01T00:00:00.000Z')");
    add.run('second');
    writer.exec('begin immediate');
    add.run('third');
    const { folder: made } = await backup();
    writer.exec('commit');
    writer.close();
    expect(usersIn(made)).toEqual(['first', 'second']);
    expect(usersIn(data())).toEqual(['first', 'second', 'third']);
  });

  test('of a folder without a Drydock is refused, and leaves nothing', async () => {
    await expect(backup()).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining(data()) });
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });
});

describe('a restore', () => {
  const restore = (from: string, replace = false) => restoreBackup({ folder: from, dataDirectory: data(), replace });

  test('does not touch data that is there, unless told to replace it; then the old data is kept aside', async () => {
    await makeData(data(), 'old');
    const { folder: made } = await backup();
    await rm(data(), { recursive: true });
    await makeData(data(), 'new');
    await expect(restore(made)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/drydock\.sqlite, cookie\.key/),
      fix: expect.stringContaining('--replace'),
    });
    expect(usersIn(data())).toEqual(['new']);
    const { movedTo = '' } = await restore(made, true);
    expect(usersIn(data())).toEqual(['old']);
    expect(await readFile(join(data(), 'cookie.key'), 'utf8')).toBe('key of old');
    expect(usersIn(movedTo)).toEqual(['new']);
    expect(await readFile(join(movedTo, 'cookie.key'), 'utf8')).toBe('key of new');
  });

  test('is refused while a server works in the folder', async () => {
    await machine.start();
    const { folder: made } = await backup();
    await expect(restore(made, true)).rejects.toMatchObject({ code: 'conflict', message: /Another Drydock server/ });
  });

  test('of a damaged, a newer or no backup is refused, and leaves everything as it is', async () => {
    await makeData(data(), 'old');
    const { folder: made } = await backup();
    const refused = async (from: string, problem: object) => {
      await expect(restore(from, true)).rejects.toMatchObject(problem);
      expect(usersIn(data())).toEqual(['old']);
      expect(readdirSync(data()).filter((name) => /restor/.test(name))).toEqual([]);
    };
    await refused(folder, { code: 'bad_request', message: expect.stringContaining('no backup.json') });
    await writeFile(join(made, 'cookie.key'), 'another key');
    await refused(made, { code: 'bad_request', message: expect.stringContaining('cookie.key has changed') });

    const later = new DatabaseSync(join(data(), 'drydock.sqlite'));
    later.exec("insert into kysely_migration values ('77-later', '2026-01-01')");
    later.close();
    const { folder: newer } = await backup();
    await refused(newer, { code: 'conflict', message: expect.stringContaining('newer Drydock') });
  });
});
