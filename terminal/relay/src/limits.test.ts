import { once } from 'node:events';
import { encodeFrame, terminalCloses, terminalLimits } from '@drydock/model';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startRelayServer } from '../../src/testing/relay-server.ts';
import { openTestLine, refusal } from '../../src/testing/line.ts';

let line: Awaited<ReturnType<typeof openTestLine>>;
beforeEach(async () => {
  line = await openTestLine();
});
afterEach(() => line[Symbol.asyncDispose]());

test('a ticket opens one socket; used again it is answered with 403, what happened and what to do', async () => {
  const url = line.server.url(line.grant());
  const socket = new WebSocket(url);
  await once(socket, 'open');
  socket.terminate();
  expect(await refusal(url)).toMatchObject({
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
  const socket = new WebSocket(crowded.url(line.grant()));
  await once(socket, 'open');
  expect((await refusal(crowded.url(line.grant()))).status).toBe(429);
  socket.terminate();
  await crowded.kill();
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
  const bystander = line.open();
  await bystander.live();
  const { socket, closed } = await line.openRaw();
  socket.send(frame);
  expect(await closed).toBe(terminalCloses[reason].code);
  line.pty().emit('unharmed');
  await bystander.until(() => bystander.text() === 'unharmed');
  expect(line.pty().typed()).toHaveLength(0);
});

test('whatever a socket sends, the worst that happens is that it is closed', async () => {
  const bystander = line.open();
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
      const { socket, closed } = await line.openRaw();
      for (const one of frames) socket.send(one);
      socket.close();
      await closed;
    }),
    { numRuns: 60 },
  );
  line.pty().emit('unharmed');
  await bystander.until(() => bystander.text().endsWith('unharmed'));
  expect(bystander.lastClose).toBeNull();
}, 30_000);

test('typing faster than the limit is slowed, not lost', async () => {
  const slow = await startRelayServer({ limits: { inputBytesPerSecond: 50_000 } });
  const viewer = line.view({ url: () => slow.url(line.grant()) });
  const text = Buffer.alloc(80_000, 'typed ');
  viewer.type(text);
  await viewer.until(() => viewer.client.unconfirmedBytes === 0 && viewer.client.phase === 'live');
  expect(line.pty().typed().equals(text)).toBe(true);
  await slow.kill();
});
