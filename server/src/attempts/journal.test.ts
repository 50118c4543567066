import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evidence } from '@drydock/grader';
import type { Attempt } from '@drydock/model';
import { exampleAttempt } from '@drydock/model/testing';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../database/open.ts';
import { createLeaseStore } from '../leases/store.ts';
import { createTestLeases } from '../testing/leases.ts';
import { freezeSubmission } from '../submissions/submit.ts';
import { createJournal } from './journal.ts';
import { createStore } from './store.ts';

const at = '2026-01-01T00:00:00.000Z';
const attempt = exampleAttempt();

async function openJournal() {
  const directory = mkdtempSync(join(tmpdir(), 'drydock-journal-'));
  const database = await openDatabase(directory);
  onTestFinished(async () => {
    await database.destroy();
    rmSync(directory, { recursive: true });
  });
  const leaseStore = createLeaseStore(database, 4);
  const store = createStore(database, leaseStore);
  const leases = createTestLeases(leaseStore, join(directory, 'host'));
  const lease = leases.fresh(attempt.id, 'student', 'attempt');
  const stored = { user: 'student', attempt, startedAt: at, lease };
  const log = pino({ level: 'silent' });
  const hold = leases.take(lease, 'none', () => Promise.resolve());
  await store.ensureUser('student');
  await store.insert(stored);
  return { store, journal: createJournal(stored, hold, store, log) };
}

test('an attempt that has ended stays so, here and in the database, whoever comes late', async () => {
  const { store, journal } = await openJournal();
  const told: string[] = [];
  journal.subscribe((event) => told.push(event.type === 'state' ? event.state : event.type));
  const late = await Promise.allSettled([journal.happen('ended'), journal.happen('reached'), journal.happen('gone')]);
  expect(late.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(told).toEqual(['ended']);
  expect(journal.attempt.state).toBe('ended');
  expect((await store.find('a1'))?.attempt.state).toBe('ended');
});

test('news of the host that comes too late does not end a reset', async () => {
  const { journal } = await openJournal();
  const isReady = ({ state }: Attempt): boolean => state === 'ready';
  const problem = { code: 'docker_unavailable', message: 'Docker does not answer.', fix: 'Start it.' };
  await Promise.all([journal.clear('reset'), journal.happen('unreachable', problem, isReady)]);
  expect(journal.attempt).toMatchObject({ state: 'setup', problem: null });
});

test('a submission is on the disk before it is shown', async () => {
  const { store, journal } = await openJournal();
  const key = { id: 'key', publicKey: '', sign: () => 'signature' };
  const about = { lab: attempt.lab, user: 'student', parameters: {}, evidence: {} as Evidence };
  const frozen = freezeSubmission({ attempt: attempt.id, points: 3, maxPoints: 3, verdicts: [] }, about, key);
  await journal.submit(frozen);
  expect(journal.attempt).toMatchObject({ submission: { points: 3 }, checkedAt: frozen.submission.at });
  expect((await store.find(attempt.id))?.attempt.submission).toEqual(frozen.submission);
  await expect(journal.submit(frozen)).rejects.toThrow(/UNIQUE/);
});
