import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Dial } from '@drydock/host';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestLine } from '../../src/testing/line.ts';

let line: Awaited<ReturnType<typeof openTestLine>>;
beforeEach(async () => {
  line = await openTestLine();
});
afterEach(() => line[Symbol.asyncDispose]());

/** A TCP port that leads to an agent; `dial` gives no socket but a bare stream over it, as one through an API server is. */
async function openTcp(agent: Dial) {
  const server = createServer((socket) => {
    void agent().then((stream) => pipeline(socket, stream, socket).catch(() => undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let dials = 0;
  const dial: Dial = async () => {
    dials += 1;
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return Duplex.from({ readable: socket, writable: socket });
  };
  return { dial, dials: () => dials, close: () => server.close() };
}

test('an agent is reached by any stream: terminals, recordings and typing need no path', async () => {
  const tcp = await openTcp(line.dial);
  let seen = '';
  const viewer = line.view({
    url: () => line.server.url({ ...line.grant(), agent: tcp.dial }),
    onBytes: (bytes) => (seen += Buffer.from(bytes).toString()),
  });
  await viewer.until(() => viewer.client.phase === 'live');
  viewer.type('ls\r');
  line.pty().emit('file\r\n');
  await viewer.until(() => seen === 'file\r\n' && viewer.client.unconfirmedBytes === 0);
  expect(line.pty().typed().toString()).toBe('ls\r');

  const { relay } = line.server;
  await relay.record(tcp.dial, { on: true, input: false });
  line.pty().emit('x'.repeat(20_000));
  await viewer.until(() => seen.length === 'file\r\n'.length + 20_000);
  // A marker comes after what was printed, so all of that is written.
  await relay.mark(tcp.dial, 'printed');
  const [stored] = await relay.recordings(tcp.dial);
  const whole = await relay.recording(tcp.dial, stored?.file ?? '');
  expect(whole.length).toBeGreaterThan(20_000);
  expect(await relay.terminals(tcp.dial)).toMatchObject([{ terminal: 'shell-1', viewers: 1 }]);
  expect(tcp.dials()).toBe(6);
  tcp.close();
});

test('a dial that fails is an agent that does not answer, for a request and for a page', async () => {
  const agent: Dial = () => Promise.reject(new Error('the API server refused the stream'));
  await expect(line.server.relay.terminals(agent)).rejects.toMatchObject({
    code: 'sandbox_lost',
    message: expect.stringContaining('the API server refused the stream'),
  });
  const viewer = line.view({ url: () => line.server.url({ ...line.grant(), agent }) });
  await viewer.until(() => viewer.lastClose === 'unreachable');
});
