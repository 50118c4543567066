import type { Principal } from '@drydock/model';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { type EventSource, mostBufferedBytes, openSource } from '../http/event-source.ts';
import { fail } from '../text/fail.ts';

const heartbeatMs = 15_000;

/** Takes the upgrade of an address it knows; undefined for an address of another door. */
export type EventSocket = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void> | undefined;

/**
 * The streams of the sources over WebSockets, for pages: a browser opens six HTTP/1.1 connections to a host, and a stream
 * of server-sent events keeps one for as long as its page is open. Each message is an event; every 15 s comes `{now}`, the
 * server's clock, so that a page whose network went away without a word can tell.
 */
export function createEventSocket(options: {
  sources: readonly EventSource[];
  /** Who sends these headers. */
  identify: (request: IncomingMessage) => Promise<Principal>;
  closing: AbortSignal;
}): EventSocket {
  const { sources, identify, closing } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  const doors = sources.map((source) => ({
    source,
    path: new RegExp(`^${source.path.replace(':id', '([^/]{1,64})')}$`),
  }));

  async function follow(
    source: EventSource,
    id: string,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> {
    const access = { principal: await identify(request), action: source.action };
    const reader = await openSource(source, access, id);
    if (socket.destroyed || closing.aborted) {
      reader.close();
      return void socket.destroy();
    }
    let isTaken = false;
    sockets.handleUpgrade(request, socket, head, (client) => {
      isTaken = true;
      const send = (message: object): void => {
        if (client.bufferedAmount > mostBufferedBytes) client.terminate();
        else if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(message));
      };
      let isAlive = true;
      const heartbeat = setInterval(() => {
        if (!isAlive) return client.terminate();
        isAlive = false;
        client.ping();
        send({ now: new Date().toISOString() });
      }, heartbeatMs);
      const end = (): void => client.close(1001);
      closing.addEventListener('abort', end, { once: true });
      client.on('pong', () => (isAlive = true));
      client.on('error', () => client.terminate());
      client.on('close', () => {
        clearInterval(heartbeat);
        closing.removeEventListener('abort', end);
        reader.close();
      });
      reader.listen(send);
    });
    // ws has refused the handshake.
    if (!isTaken) reader.close();
  }

  return (request, socket, head) => {
    const address = request.url?.split('?')[0] ?? '';
    for (const { source, path } of doors) {
      const id = path.exec(address)?.[1];
      if (id !== undefined) return follow(source, decode(id), request, socket, head);
    }
    return undefined;
  };
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch (error) {
    throw fail('not_found', (text) => text.notAnId(id), {
      cause: error,
    });
  }
}
