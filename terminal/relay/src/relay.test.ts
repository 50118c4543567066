import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFrame, parseAsciicast, terminalCloses, terminalLimits } from '@drydock/model';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Agent, startAgent } from '../../agent/src/agent.ts';
import { createFakePtys } from '../../agent/src/fake-pty.ts';
import { createRecorder } from '../../agent/src/recorder.ts';
import { createScreen } from '../../agent/src/screen.ts';
import { createWorkspace } from '../../agent/src/workspace.ts';
import { openViewer } from '../../src/node-viewer.ts';
import { type RelayServer, startRelayServer } from '../../src/relay-server.ts';

let directory: string;
let address: string;
let agent: Agent;
let server: RelayServer;
let ptys: ReturnType<typeof createFakePtys>['spawned'];
let stopping: (() => unknown)[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-relay-'));
  address = join(directory, 'agent.sock');
  stopping = [];
  const { spawn, spawned } = createFakePtys();
  ptys = spawned;
  const recordings = join(directory, 'recordings');
  const recorder = createRecorder({ directory: recordings, mostBytes: 100_000 });
  const workspace = createWorkspace({
    spawn,
    shell: (kind) => ({ file: kind, args: [], cwd: '/', env: {} }),
    openScreen: createScreen,
    recorder,
  });
  agent = await startAgent({ socketPath: address, workspace, recorder, recordings, log: () => undefined });
  server = await startRelayServer();
});

afterEach(async () => {
  for (const stop of stopping) stop();
  await server.kill();
  await agent.end();
  await rm(directory, { recursive: true });
});

const grant = (terminal = 'shell-1', attempt = 'attempt-1') =>
  ({ user: 'student', attempt, terminal, kind: 'workspace', address }) as const;

/** A viewer and all it has seen. */
function open(terminal?: string, attempt?: string) {
  let text = '';
  const viewer = openViewer({
    url: () => server.url(grant(terminal, attempt)),
    onBytes: (bytes) => (text += Buffer.from(bytes).toString()),
  });
  stopping.push(() => viewer.stop());
  return Object.assign(viewer, { text: () => text, live: () => viewer.until(() => viewer.client.phase === 'live') });
}

/** A socket that is past its hello; what closes it is in `closed`. */
async function openRaw(terminal?: string) {
  const socket = new WebSocket(server.url(grant(terminal)));
  stopping.push(() => socket.terminate());
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  const viewer = `raw-${Math.random().toString(36).slice(2).padEnd(16, '0')}`;
  const welcomed = once(socket, 'message');
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, viewer, cols: 80, rows: 24, resume: null }));
  await welcomed;
  return { socket, closed };
}

function pty(index = 0) {
  const found = ptys[index];
  if (!found) throw new Error(`shell ${index} was not started`);
  return found;
}

/** The answer to an upgrade that is refused. */
async function refusal(url: string): Promise<{ status: number; body: unknown }> {
  const socket = new WebSocket(url);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, import('node:http').IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, body: JSON.parse(text) };
}

test('what is typed reaches the shell and what it prints reaches the page', async () => {
  const viewer = open();
  await viewer.live();
  viewer.type('ls\r');
  pty().emit('file\r\n');
  await viewer.until(() => viewer.text() === 'file\r\n');
  expect(pty().typed().toString()).toBe('ls\r');
});

test('the shell and its output outlive the relay, and the page comes back by itself', async () => {
  const viewer = open();
  await viewer.live();
  pty().emit('before ');
  await viewer.until(() => viewer.text() === 'before ');
  const dead = server;
  server = await startRelayServer();
  await dead.kill();
  pty().emit('meanwhile ');
  viewer.type('typed meanwhile');
  await viewer.until(() => viewer.text() === 'before meanwhile ' && viewer.client.unconfirmedBytes === 0);
  expect(ptys).toHaveLength(1);
  expect(pty().typed().toString()).toBe('typed meanwhile');
});

test('a ticket opens one socket; used again it is answered with 403, what happened and what to do', async () => {
  const url = server.url(grant());
  const socket = new WebSocket(url);
  await once(socket, 'open');
  socket.terminate();
  expect(await refusal(url)).toEqual({
    status: 403,
    body: {
      code: 'bad_ticket',
      message: 'This terminal ticket is unknown, was used before, or is older than 30 s.',
      fix: 'Ask for a new one: POST /api/attempts/<id>/terminals.',
    },
  });
});

test('more sockets for one attempt than allowed are refused', async () => {
  const crowded = await startRelayServer({ limits: { socketsPerAttempt: 1 } });
  const socket = new WebSocket(crowded.url(grant()));
  await once(socket, 'open');
  expect((await refusal(crowded.url(grant()))).status).toBe(429);
  socket.terminate();
  await crowded.kill();
});

test('after the sandbox changed hands no frame passes, its tickets are void, and others keep theirs', async () => {
  const viewer = open('shell-1', 'attempt-1');
  const other = open('shell-2', 'attempt-2');
  await viewer.live();
  await other.live();
  const unused = server.url(grant());
  server.relay.drop('attempt-1');
  viewer.type('too late');
  await viewer.until(() => viewer.client.phase === 'ended');
  expect(viewer.lastClose).toBe('handed_over');
  expect(ptys.map((one) => one.typed().toString())).toEqual(['', '']);
  expect((await refusal(unused)).status).toBe(403);
  other.type('still here');
  await other.until(() => other.client.unconfirmedBytes === 0);
});

test.each([
  ['text that is no JSON', 'garbage', 'malformed'],
  ['an unknown control', '{"type":"exec","command":"id"}', 'malformed'],
  ['a negative acknowledgement', '{"type":"ack","bytes":-1}', 'malformed'],
  ['an acknowledgement of what was not sent', '{"type":"ack","bytes":99999999}', 'out_of_order'],
  ['a size that is no number', '{"type":"resize","cols":NaN,"rows":1}', 'malformed'],
  ['an empty binary frame', Buffer.alloc(0), 'malformed'],
  ['a binary frame of another kind', encodeFrame('output', 0, Buffer.from('x')), 'malformed'],
  ['input out of order', encodeFrame('input', 5, Buffer.from('x')), 'out_of_order'],
  [
    'a second hello',
    '{"type":"hello","protocol":1,"viewer":"0123456789abcdef","cols":80,"rows":24,"resume":null}',
    'out_of_order',
  ],
  ['input that is too large', encodeFrame('input', 0, Buffer.alloc(terminalLimits.inputFrameBytes + 1)), 'too_large'],
  ['a control that is too large', JSON.stringify({ type: 'rename', title: 'x'.repeat(5000) }), 'too_large'],
] as const)('%s closes its socket with a reason and nothing else', async (_, frame, reason) => {
  const bystander = open();
  await bystander.live();
  const { socket, closed } = await openRaw();
  socket.send(frame);
  expect(await closed).toBe(terminalCloses[reason].code);
  pty().emit('unharmed');
  await bystander.until(() => bystander.text() === 'unharmed');
  expect(pty().typed()).toHaveLength(0);
});

test('whatever a socket sends, the worst that happens is that it is closed', async () => {
  const bystander = open();
  await bystander.live();
  const frame = fc.oneof(
    fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
    fc.json(),
    fc
      .tuple(fc.nat(100), fc.uint8Array({ minLength: 1, maxLength: 64 }))
      .map(([at, bytes]) => Buffer.from(encodeFrame('input', at, bytes))),
    fc
      .record({
        type: fc.constantFrom('ack', 'resize', 'rename', 'restart', 'hello'),
        bytes: fc.nat(),
        cols: fc.nat(),
        rows: fc.nat(),
        title: fc.string(),
      })
      .map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { maxLength: 10 }), async (frames) => {
      const { socket, closed } = await openRaw();
      for (const one of frames) socket.send(one);
      socket.close();
      await closed;
    }),
    { numRuns: 60 },
  );
  pty().emit('unharmed');
  await bystander.until(() => bystander.text().endsWith('unharmed'));
  expect(bystander.lastClose).toBeNull();
}, 30_000);

test('a browser that reads nothing leaves the memory of the relay bounded and another terminal unharmed', async () => {
  const stalled = open('shell-1');
  const other = open('shell-2');
  await stalled.live();
  await other.live();
  stalled.stall(true);
  for (let count = 0; count < 100; count += 1) pty(0).emit(Buffer.alloc(64 * 1024, 'x'));
  pty(1).emit('prompt');
  await other.until(() => other.text() === 'prompt');
  expect(stalled.client.offset).toBeLessThanOrEqual(terminalLimits.windowBytes);
  expect(pty(0).isPaused).toBe(true);
  stalled.stall(false);
  await stalled.until(() => stalled.client.offset === 100 * 64 * 1024);
});

test('typing faster than the limit is slowed, not lost', async () => {
  const slow = await startRelayServer({ limits: { inputBytesPerSecond: 50_000 } });
  const viewer = openViewer({ url: () => slow.url(grant()) });
  stopping.push(() => viewer.stop());
  const text = Buffer.alloc(80_000, 'typed ');
  viewer.type(text);
  await viewer.until(() => viewer.client.unconfirmedBytes === 0 && viewer.client.phase === 'live');
  expect(pty().typed().equals(text)).toBe(true);
  await slow.kill();
});

test('the terminals of a workspace are listed, and closed for every viewer', async () => {
  const viewer = open('logs');
  await viewer.live();
  expect(await server.relay.terminals(address)).toMatchObject([{ terminal: 'logs', viewers: 1, exit: null }]);
  await server.relay.close(address, 'logs');
  await viewer.until(() => viewer.client.phase === 'ended');
  expect(viewer.lastClose).toBe('closed');
  await expect(server.relay.close(address, 'logs')).rejects.toMatchObject({ code: 'terminal_unknown' });
});

test('a workspace that is gone is an error with a remedy, and the page keeps trying', async () => {
  const gone = { ...grant(), address: join(directory, 'nobody.sock') };
  await expect(server.relay.terminals(gone.address)).rejects.toMatchObject({ code: 'sandbox_lost' });
  const viewer = openViewer({ url: () => server.url(gone) });
  stopping.push(() => viewer.stop());
  await viewer.until(() => viewer.lastClose === 'unreachable');
  expect(['waiting', 'connecting']).toContain(viewer.client.phase);
});

test('a recording holds output, size, markers and exit as asciicast v3, input only when asked for, and pages are told', async () => {
  const told: unknown[] = [];
  const viewer = openViewer({
    url: () => server.url(grant()),
    onEffect: (effect) => effect.do === 'recording' && told.push(effect.recording),
  });
  stopping.push(() => viewer.stop());
  await viewer.until(() => viewer.client.phase === 'live');
  await server.relay.record(address, { on: true, input: false }, 'Attempt attempt-1 started');
  await viewer.until(() => told.length === 2);
  expect(told).toEqual([
    { on: false, input: false },
    { on: true, input: false },
  ]);
  viewer.type('secret');
  await viewer.until(() => viewer.client.unconfirmedBytes === 0);
  pty().emit(Buffer.from('船').subarray(0, 2));
  pty().emit(Buffer.from('船').subarray(2));
  await server.relay.mark(address, 'Passed: limits/request');
  viewer.fit(100, 30);
  await viewer.until(() => pty().size.cols === 100);
  pty().exit(7);
  const [stored] = await server.relay.recordings(address);
  expect(stored).toMatchObject({ terminal: 'shell-1' });
  const whole = await server.relay.recording(address, stored?.file ?? '');
  for (const from of [10, whole.length - 1, whole.length, whole.length + 1])
    expect(await server.relay.recording(address, stored?.file ?? '', from)).toEqual(whole.subarray(from));
  expect(parseAsciicast(String(whole)).events).toHaveLength(5);
  const lines = String(whole)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ version: 3, term: { cols: 80, rows: 24 } });
  expect(lines.slice(1).map(([, code, data]) => [code, data])).toEqual([
    ['m', 'Attempt attempt-1 started'],
    ['o', '船'],
    ['m', 'Passed: limits/request'],
    ['r', '100x30'],
    ['x', '7'],
  ]);
  await expect(server.relay.recording(address, '../agent.sock')).rejects.toMatchObject({ code: 'not_found' });
});
