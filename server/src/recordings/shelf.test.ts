import { mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markerLabel, recordingLimits, recordingName } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createShelf } from './shelf.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-shelf-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const dayMs = 24 * 3600_000;
const name = (number: number) => recordingName('shell-1', new Date(Date.UTC(2026, 0, 1) + number).toISOString(), false);
const make = (mostBytes = 1000) => createShelf({ directory, keepMs: 30 * dayMs, mostBytes });

/** An attempt with one recording of 400 bytes that was last written `days` ago. */
async function keep(shelf: ReturnType<typeof make>, attempt: string, days: number): Promise<void> {
  await shelf.append(attempt, name(0), 0, Buffer.alloc(400, 'x'));
  const at = (Date.now() - days * dayMs) / 1000;
  utimesSync(join(directory, attempt, name(0)), at, at);
}

test('a copy grows by what it lacks, and is read up to its last whole line', async () => {
  const shelf = make();
  await shelf.append('a1', name(0), 0, Buffer.from('{}\n[0,"o","a"]\n[0,"o'));
  expect(String(await shelf.read('a1', name(0)))).toBe('{}\n[0,"o","a"]\n');
  await shelf.append('a1', name(0), 20, Buffer.from('","b"]\n'));
  expect(String(await shelf.read('a1', name(0)))).toBe('{}\n[0,"o","a"]\n[0,"o","b"]\n');
  await expect(shelf.append('a1', name(0), 20, Buffer.from('again'))).rejects.toThrow('not 20');
  expect(statSync(join(directory, 'a1', name(0))).mode & 0o777).toBe(0o600);
});

test('a recording is full when its last line is the marker that says so, whatever a terminal printed', async () => {
  const shelf = make();
  const label = markerLabel({ type: 'full' });
  const marker = `${JSON.stringify([0.1, 'm', label])}\n`;
  const lines = [
    `[0,"o","a"]\n${marker}`,
    marker.slice(0, -1),
    JSON.stringify([0, 'o', marker]) + '\n',
    `${marker}${JSON.stringify([0, 'm', markerLabel({ type: 'reset' })])}\n`,
    'x'.repeat(5000) + marker,
    '',
  ];
  for (const [index, text] of lines.entries()) await shelf.append('a1', name(index), 0, Buffer.from(text));
  expect((await shelf.list('a1')).map(({ full }) => full)).toEqual([true, false, false, false, true, false]);
});

test('an attempt keeps no more files and bytes than its limits', async () => {
  const shelf = make();
  for (let count = 0; count < recordingLimits.attemptFiles; count += 1)
    expect(await shelf.append('a1', name(count), 0, Buffer.from('{}\n'))).toBe(true);
  expect(await shelf.append('a1', name(1000), 0, Buffer.from('{}\n'))).toBe(false);
  expect(await shelf.append('a2', name(0), 0, Buffer.alloc(recordingLimits.attemptBytes))).toBe(true);
  expect(await shelf.append('a2', name(0), recordingLimits.attemptBytes, Buffer.from('x'))).toBe(false);
});

test('the sweep removes what is older than is kept, then the oldest until all fit; living attempts stay', async () => {
  const shelf = make(1000);
  await keep(shelf, 'ancient', 31);
  await keep(shelf, 'living', 40);
  await keep(shelf, 'older', 2);
  await keep(shelf, 'newer', 1);
  expect(await shelf.sweep(new Set(['living']))).toEqual(['ancient', 'older']);
  expect(await shelf.list('newer')).toHaveLength(1);
  expect(await shelf.list('living')).toHaveLength(1);
  expect(await shelf.list('older')).toEqual([]);
  expect(await shelf.sweep(new Set(['living']))).toEqual([]);
});

test('an attempt that could leave the folder is none', async () => {
  await expect(make().list('../secrets')).rejects.toThrow('no attempt');
});
