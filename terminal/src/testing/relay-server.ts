import { createServer } from 'node:http';
import { createRelay, type Relay, type RelayLimits } from '../../relay/src/relay.ts';
import type { Grant } from '../../relay/src/tickets.ts';

/** A relay on a port of 127.0.0.1 and nothing else: what the server is to a terminal, for tests and benchmarks. */
export interface RelayServer {
  readonly relay: Relay;
  /** A new ticket as a WebSocket address. */
  url(grant: Grant): string;
  /** Cuts every connection and stops, as a kill does. */
  kill(): Promise<void>;
}

export async function startRelayServer(options: { limits?: Partial<RelayLimits> } = {}): Promise<RelayServer> {
  const relay = createRelay({
    log: () => undefined,
    limits: { ticketsPerMinute: 100_000, socketsPerAttempt: 1000, ...options.limits },
  });
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((_, response) => response.writeHead(404).end());
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => relay.upgrade(request, socket, head));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    relay,
    url: (grant) => `ws://127.0.0.1:${port}${relay.issue(grant).url}`,
    async kill() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
