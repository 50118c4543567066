import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Duplex } from 'node:stream';

/** A daemon for tests: an HTTP server on a Unix socket, and a client on the PATH that names it. */
export interface FakeDocker extends AsyncDisposable {
  /** The requests so far: `GET /containers/json`. */
  readonly asked: string[];
  stop(): Promise<void>;
}

interface Handlers {
  /** Without one, every request is answered 404. */
  readonly onRequest?: (path: string, request: IncomingMessage, response: ServerResponse) => void;
  readonly onUpgrade?: (path: string, socket: Duplex) => void;
}

export async function startFakeDocker({ onRequest, onUpgrade }: Handlers): Promise<FakeDocker> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-fake-docker-'));
  const socket = join(folder, 'docker.sock');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/v[\d.]+/u, '');
    response.setHeader('api-version', '1.44');
    if (path === '/_ping') return void response.end('OK');
    asked.push(`${request.method} ${path}`);
    if (onRequest) onRequest(path, request, response);
    else response.writeHead(404).end(JSON.stringify({ message: `no ${path}` }));
  });
  const connections = new Set<Duplex>();
  server.on('connection', (connection: Duplex) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => undefined);
  });
  server.on('upgrade', (request, connection) => {
    connection.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
    onUpgrade?.(request.url ?? '', connection);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const client = join(folder, 'docker');
  await writeFile(client, `#!/bin/sh\necho '{"Host":"unix://${socket}"}'\n`);
  await chmod(client, 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = `${folder}:${before}`;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      for (const connection of connections) connection.destroy();
      server.close(() => resolve());
    });
  return {
    asked,
    stop,
    async [Symbol.asyncDispose]() {
      process.env['PATH'] = before;
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One frame of Docker's multiplexed stream. */
export function frame(kind: 1 | 2, text: string): Buffer {
  const head = Buffer.alloc(8);
  head[0] = kind;
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}
