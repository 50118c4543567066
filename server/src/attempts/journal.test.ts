import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleAttempt } from '@drydock/model/example';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../database/open.ts';
import { createJournal } from './journal.ts';
import { createStore } from './store.ts';

const at = '2026-01-01T00:00:00.000Z';
const attempt = exampleAttempt();

test('an attempt that has ended stays so, here and in the database, whoever comes late', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'drydock-journal-'));
  const database = await openDatabase(directory);
  onTestFinished(async () => {
    await database.destroy();
    rmSync(directory, { recursive: true });
  });
  const store = createStore(database, 4);
  const stored = { user: 'student', attempt, startedAt: at, activeAt: at };
  await store.ensureUser('student');
  await store.insert(stored);
  const journal = createJournal(stored, store, pino({ level: 'silent' }));
  const told: string[] = [];
  journal.subscribe((event) => told.push(event.type === 'state' ? event.state : event.type));
  await Promise.all([journal.recordState('ended'), journal.recordState('ready'), journal.recordState('lost')]);
  expect(told).toEqual(['ended']);
  expect(journal.attempt.state).toBe('ended');
  expect((await store.find('a1'))?.attempt.state).toBe('ended');
});
