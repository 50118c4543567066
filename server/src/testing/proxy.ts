import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that gives up with 504 when nothing was heard from the server for `readTimeoutMs`, as nginx does after a minute. */
export async function startProxy(target: string, readTimeoutMs: number) {
  let timedOut = 0;
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const asked = request(new URL(url ?? '/', target), { method, headers, timeout: readTimeoutMs }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    asked.on('timeout', () => {
      timedOut += 1;
      asked.destroy();
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(504).end('504 Gateway Time-out');
    });
    asked.on('error', () => outgoing.destroy());
    outgoing.on('close', () => asked.destroy());
    incoming.pipe(asked);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    timedOut: () => timedOut,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
