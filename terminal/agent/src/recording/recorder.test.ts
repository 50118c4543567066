import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAsciicast, recordingLimits } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRecorder } from './recorder.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-recorder-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const size = { cols: 80, rows: 24 };

/** A recorder whose clock moves by a millisecond each time it is read. */
function make(limits: { mostBytes?: number; mostBytesTogether?: number } = {}) {
  let time = Date.UTC(2026, 10, 21);
  const recorder = createRecorder({ directory, mostBytes: 100_000, now: () => (time += 1), ...limits });
  const read = (index: number) =>
    parseAsciicast(readFileSync(join(directory, recorder.list()[index]?.file ?? 'none'), 'utf8')).events.map(
      ({ code, data }) => `${code} ${data}`,
    );
  return { recorder, read };
}

test('nothing is recorded before it is switched on, nor after it is switched off', () => {
  const { recorder, read } = make();
  const tap = recorder.tap('shell-1', 'shell-1', size);
  tap.output(Buffer.from('before'));
  recorder.set({ on: true, input: false }, 'Attempt 1 started');
  tap.output(Buffer.from('while'));
  expect(recorder.list()).toMatchObject([{ terminal: 'shell-1', running: true }]);
  recorder.set({ on: false, input: false });
  tap.output(Buffer.from('after'));
  expect(recorder.list()).toMatchObject([{ running: false }]);
  expect(read(0)).toEqual(['m Attempt 1 started', 'o while']);
});

test('what is typed is in a recording only when that was switched on, and its name says so', () => {
  const { recorder, read } = make();
  const tap = recorder.tap('shell-1', 'shell-1', size);
  recorder.set({ on: true, input: false });
  tap.input(Buffer.from('secret'));
  expect(tap.recording()).toEqual({ on: true, input: false });
  recorder.set({ on: true, input: true });
  tap.input(Buffer.from('ls'));
  expect(tap.recording()).toEqual({ on: true, input: true });
  tap.end();
  expect(recorder.list().map(({ file }) => file.endsWith('.input.cast'))).toEqual([false, true]);
  expect([read(0), read(1)]).toEqual([[], ['i ls']]);
});

test('all recordings together stay within their limit; the one that reaches it says so and ends', () => {
  const { recorder, read } = make({ mostBytesTogether: 2000 });
  const taps = ['one', 'two', 'three'].map((name) => recorder.tap(name, name, size));
  recorder.set({ on: true, input: false });
  for (let round = 0; round < 50; round += 1)
    for (const tap of taps) {
      tap.output(Buffer.alloc(100, 'x'));
      tap.size(80, 24 + round);
    }
  const files = recorder.list();
  expect(files).toHaveLength(3);
  expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(2000 + 3 * 256);
  for (const index of [0, 1, 2]) expect(read(index).at(-1)).toMatch(/^m .*largest size/);
  expect(taps.map((tap) => tap.recording().on)).toEqual([false, false, false]);

  const again = createRecorder({ directory, mostBytes: 100_000, mostBytesTogether: 2000 });
  again.set({ on: true, input: false });
  const late = again.tap('late', 'late', size);
  late.output(Buffer.alloc(1000, 'x'));
  late.end();
  expect(again.list().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(2000 + 4 * 256);
});

test('no more files than the limit, and a file of somebody else is no recording', () => {
  const { recorder } = make();
  writeFileSync(join(directory, 'notes.cast'), 'mine');
  recorder.tap('shell-1', 'shell-1', size);
  for (let round = 0; round < recordingLimits.attemptFiles + 5; round += 1) {
    recorder.set({ on: true, input: false });
    recorder.set({ on: false, input: false });
  }
  expect(recorder.list()).toHaveLength(recordingLimits.attemptFiles);
});

test('a disk that refuses leaves the terminal alone', () => {
  writeFileSync(join(directory, 'file'), '');
  const recorder = createRecorder({ directory: join(directory, 'file', 'recordings'), mostBytes: 1000 });
  const tap = recorder.tap('shell-1', 'shell-1', size);
  recorder.set({ on: true, input: false });
  tap.output(Buffer.from('x'));
  expect(tap.recording()).toEqual({ on: false, input: false });
});
