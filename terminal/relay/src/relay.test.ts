import { join } from 'node:path';
import { dialSocket } from '@drydock/host';
import { parseAsciicast, terminalLimits } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRelayServer } from '../../src/testing/relay-server.ts';
import { openTestLine, refusal } from '../../src/testing/line.ts';

let line: Awaited<ReturnType<typeof openTestLine>>;
beforeEach(async () => {
  line = await openTestLine();
});
afterEach(() => line[Symbol.asyncDispose]());

test('what is typed reaches the shell and what it prints reaches the page', async () => {
  const viewer = line.open();
  await viewer.live();
  viewer.type('ls\r');
  line.pty().emit('file\r\n');
  await viewer.until(() => viewer.text() === 'file\r\n');
  expect(line.pty().typed().toString()).toBe('ls\r');
});

test('the first that a shell of an attempt prints is told, and nothing of another attempt', async () => {
  const told: string[] = [];
  const stop = new AbortController();
  for (const attempt of ['attempt-1', 'attempt-2'])
    void line.server.relay.printed(attempt, stop.signal).then(
      () => told.push(attempt),
      () => told.push(`${attempt} was called off`),
    );
  const viewer = line.open('shell-1', 'attempt-1');
  await viewer.live();
  expect(told).toEqual([]);
  line.pty().emit('$ ');
  await viewer.until(() => viewer.text() === '$ ');
  expect(told).toEqual(['attempt-1']);
  stop.abort();
  await expect.poll(() => told).toEqual(['attempt-1', 'attempt-2 was called off']);
});

test('the shell and its output outlive the relay, and the page comes back by itself', async () => {
  const viewer = line.open();
  await viewer.live();
  line.pty().emit('before ');
  await viewer.until(() => viewer.text() === 'before ');
  const dead = line.server;
  line.server = await startRelayServer();
  await dead.kill();
  line.pty().emit('meanwhile ');
  viewer.type('typed meanwhile');
  await viewer.until(() => viewer.text() === 'before meanwhile ' && viewer.client.unconfirmedBytes === 0);
  expect(line.ptys).toHaveLength(1);
  expect(line.pty().typed().toString()).toBe('typed meanwhile');
});

test('after the sandbox changed hands no frame passes, its tickets are void, and others keep theirs', async () => {
  const viewer = line.open('shell-1', 'attempt-1');
  const other = line.open('shell-2', 'attempt-2');
  await viewer.live();
  await other.live();
  const unused = line.server.url(line.grant());
  line.server.relay.drop('attempt-1');
  viewer.type('too late');
  await viewer.until(() => viewer.client.phase === 'ended');
  expect(viewer.lastClose).toBe('handed_over');
  expect(line.ptys.map((one) => one.typed().toString())).toEqual(['', '']);
  expect((await refusal(unused)).status).toBe(403);
  other.type('still here');
  await other.until(() => other.client.unconfirmedBytes === 0);
});

test('a browser that reads nothing leaves the memory of the relay bounded and another terminal unharmed', async () => {
  const stalled = line.open('shell-1');
  const other = line.open('shell-2');
  await stalled.live();
  await other.live();
  stalled.stall(true);
  for (let count = 0; count < 100; count += 1) line.pty(0).emit(Buffer.alloc(64 * 1024, 'x'));
  line.pty(1).emit('prompt');
  await other.until(() => other.text() === 'prompt');
  expect(stalled.client.offset).toBeLessThanOrEqual(terminalLimits.windowBytes);
  expect(line.pty(0).isPaused).toBe(true);
  stalled.stall(false);
  await stalled.until(() => stalled.client.offset === 100 * 64 * 1024);
});

test('the terminals of a workspace are listed, and closed for every viewer', async () => {
  const viewer = line.open('logs');
  await viewer.live();
  expect(await line.server.relay.terminals(line.dial)).toMatchObject([{ terminal: 'logs', viewers: 1, exit: null }]);
  await line.server.relay.close(line.dial, 'logs');
  await viewer.until(() => viewer.client.phase === 'ended');
  expect(viewer.lastClose).toBe('closed');
  await expect(line.server.relay.close(line.dial, 'logs')).rejects.toMatchObject({ code: 'terminal_unknown' });
});

test('a workspace that is gone is an error with a remedy, and the page keeps trying', async () => {
  const gone = { ...line.grant(), agent: dialSocket(join(line.directory, 'nobody.sock')) };
  await expect(line.server.relay.terminals(gone.agent)).rejects.toMatchObject({ code: 'sandbox_lost' });
  const viewer = line.view({ url: () => line.server.url(gone) });
  await viewer.until(() => viewer.lastClose === 'unreachable');
  expect(['waiting', 'connecting']).toContain(viewer.client.phase);
});

test('a recording holds output, size, markers and exit as asciicast v3, input only when asked for, and pages are told', async () => {
  const told: unknown[] = [];
  const viewer = line.view({
    url: () => line.server.url(line.grant()),
    onEffect: (effect) => effect.do === 'recording' && told.push(effect.recording),
  });
  await viewer.until(() => viewer.client.phase === 'live');
  await line.server.relay.record(line.dial, { on: true, input: false }, 'Attempt attempt-1 started');
  await viewer.until(() => told.length === 2);
  expect(told).toEqual([
    { on: false, input: false },
    { on: true, input: false },
  ]);
  viewer.type('secret');
  await viewer.until(() => viewer.client.unconfirmedBytes === 0);
  line.pty().emit(Buffer.from('船').subarray(0, 2));
  line.pty().emit(Buffer.from('船').subarray(2));
  await line.server.relay.mark(line.dial, 'Passed: limits/request');
  viewer.fit(100, 30);
  await viewer.until(() => line.pty().size.cols === 100);
  line.pty().exit(7);
  const [stored] = await line.server.relay.recordings(line.dial);
  expect(stored).toMatchObject({ terminal: 'shell-1' });
  const whole = await line.server.relay.recording(line.dial, stored?.file ?? '');
  for (const from of [10, whole.length - 1, whole.length, whole.length + 1])
    expect(await line.server.relay.recording(line.dial, stored?.file ?? '', from)).toEqual(whole.subarray(from));
  expect(parseAsciicast(String(whole)).events).toHaveLength(5);
  const lines = String(whole)
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each));
  expect(lines[0]).toMatchObject({ version: 3, term: { cols: 80, rows: 24 } });
  expect(lines.slice(1).map(([, code, data]) => [code, data])).toEqual([
    ['m', 'Attempt attempt-1 started'],
    ['o', '船'],
    ['m', 'Passed: limits/request'],
    ['r', '100x30'],
    ['x', '7'],
  ]);
  await expect(line.server.relay.recording(line.dial, '../agent.sock')).rejects.toMatchObject({ code: 'not_found' });
});
