import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../database/open.ts';
import { createTestLeases } from '../testing/leases.ts';
import type { LeaseDeps } from './deps.ts';
import { createLeaseStore } from './store.ts';

const hourMs = 3600_000;

async function openHold(settings: Partial<LeaseDeps> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'drydock-lease-'));
  const database = await openDatabase(directory);
  onTestFinished(async () => {
    await database.destroy();
    rmSync(directory, { recursive: true });
  });
  const { extensions = 4 } = settings;
  const store = createLeaseStore(database, extensions);
  await database.insertInto('users').values({ id: 'student', createdAt: new Date().toISOString() }).execute();
  const leases = createTestLeases(store, join(directory, 'host'), settings);
  const lease = leases.fresh('a1', 'student', 'playground');
  await store.insert(lease, database);
  const told: unknown[] = [];
  const hold = leases.take(lease, 'none', async () => void told.push(hold.lease.expiresAt));
  const stored = async () => store.read(await database.selectFrom('leases').selectAll().executeTakeFirstOrThrow());
  const claim = () =>
    hold.claim({ profile: 'one-node', signal: new AbortController().signal, onStep: () => undefined });
  return { hold, told, stored, claim };
}

const leftMs = (end: string | null): number => Date.parse(end ?? '') - Date.now();

test('a claimed sandbox is on the disk, is found on the host, and is gone after its release', async () => {
  const { hold, stored, claim } = await openHold();
  const { id } = await claim();
  expect(hold.held).toBe('held');
  expect(await stored()).toMatchObject({ id: 'a1', purpose: 'playground', sandbox: id });
  expect((await hold.find())?.id).toBe(id);
  await hold.freeze();
  expect((await hold.find())?.state).toBe('frozen');
  await hold.thaw();
  expect((await hold.find())?.state).toBe('running');
  await hold.release();
  expect(await hold.isGone()).toBe(true);
  expect(hold).toMatchObject({ held: 'none', lease: { sandbox: id } });
});

test('one that is given back for another names none until the next is claimed', async () => {
  const { hold, stored, claim } = await openHold();
  const first = await claim();
  await hold.giveBack();
  expect(await stored()).toMatchObject({ sandbox: null });
  expect((await claim()).id).not.toBe(first.id);
});

test('the time begins at ready, is told once it is stored, and can be extended as often as the course allows', async () => {
  const { hold, told, stored } = await openHold({ lifeMs: 2 * hourMs, extensions: 1 });
  expect(await hold.extend()).toBe(false);
  await hold.begin();
  expect(leftMs(hold.lease.expiresAt)).toBeGreaterThan(2 * hourMs - 60_000);
  expect(await Promise.all([hold.extend(), hold.extend()])).toEqual([true, false]);
  expect(leftMs(hold.lease.expiresAt)).toBeGreaterThan(3 * hourMs - 60_000);
  expect(told).toHaveLength(2);
  expect(await stored()).toMatchObject({ expiresAt: hold.lease.expiresAt, extensionsLeft: 0 });
});

test('after a reset at least an hour is left', async () => {
  const { hold } = await openHold({ lifeMs: 2 * hourMs });
  const stale = { ...hold.lease };
  await hold.goOn();
  expect(leftMs(hold.lease.expiresAt)).toBeGreaterThan(2 * hourMs - 60_000);
  expect(stale.expiresAt).toBeNull();
  const { hold: short } = await openHold({ lifeMs: 1 });
  await short.begin();
  await expect.poll(() => short.isUp()).toBe(true);
  await short.goOn();
  await short.pause();
  expect(short.lease.readyAt).toBeNull();
});

test('it is idle and forgotten only while no page is open', async () => {
  const { hold } = await openHold({ idleMs: -1, lifeMs: -1 });
  expect([hold.isIdle(), hold.isForgotten()]).toEqual([true, true]);
  const patient = (await openHold({ idleMs: 0, lifeMs: 0 })).hold;
  const leave = patient.visit();
  expect([patient.isIdle(), patient.isForgotten()]).toEqual([false, false]);
  leave();
  await expect.poll(() => patient.isIdle()).toBe(true);
});
