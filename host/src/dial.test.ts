import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialSocket } from './dial.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-dial-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('each call of a dial is a connection of its own', async () => {
  const path = join(folder, 'service.sock');
  let count = 0;
  const server = createServer((socket) => socket.end(`caller ${++count}`)).listen(path);
  await once(server, 'listening');
  const dial = dialSocket(path);
  expect(await text(await dial())).toBe('caller 1');
  expect(await text(await dial())).toBe('caller 2');
  server.close();
});

test('a socket without a listener is an error', async () => {
  await expect(dialSocket(join(folder, 'nobody.sock'))()).rejects.toThrow('ENOENT');
});
