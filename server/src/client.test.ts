import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createDrydockClient } from './client.ts';

test("a refusal has the server's own words", async () => {
  const server = createServer((_incoming, answer) => {
    answer
      .writeHead(404)
      .end(JSON.stringify({ code: 'not_found', message: 'There is nothing.', fix: 'Look elsewhere.' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const client = createDrydockClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expect(client.text('/api/nothing')).rejects.toMatchObject({
      message: 'There is nothing.',
      fix: 'Look elsewhere.',
    });
  } finally {
    server.close();
  }
});
